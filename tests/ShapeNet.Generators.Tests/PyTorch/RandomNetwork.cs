namespace ShapeNet.Generators.Tests.PyTorch;

/// <summary>A network of <c>random_networks.txt</c>, which <c>tests/RandomNetworks/shapes.py</c> writes.</summary>
/// <param name="Name">Its name, which is also the namespace that it stands in.</param>
/// <param name="Source">Its declaration.</param>
/// <param name="Shapes">The shape that PyTorch gives each layer.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="RejectedAt">The layer at which PyTorch refuses it.</param>
internal sealed record RandomNetwork(string Name, string Source, IReadOnlyList<(string Path, string Shape)> Shapes, long Parameters, string? RejectedAt)
{
    public static IReadOnlyList<RandomNetwork> All { get; } =
        [.. string.Join("\n", ExpectedShapes.ReadLines("random_networks.txt")).Split("=== ", StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    private static RandomNetwork Parse(string text)
    {
        var name = text[..text.IndexOf('\n', StringComparison.Ordinal)];
        var halves = text[(name.Length + 1)..].Split("---\n");
        var lines = halves[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToArray();
        return new RandomNetwork(
            name, $"using ShapeNet;\n\nnamespace {name};\n{halves[0]}",
            [.. lines.Where(parts => parts[0] is not ("parameters" or "rejected")).Select(parts => (parts[0], parts[1]))],
            lines.Where(parts => parts[0] == "parameters").Select(parts => long.Parse(parts[1])).SingleOrDefault(),
            lines.Where(parts => parts[0] == "rejected").Select(parts => parts[1]).SingleOrDefault());
    }
}
