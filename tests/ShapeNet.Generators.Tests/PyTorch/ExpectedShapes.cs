namespace ShapeNet.Generators.Tests.PyTorch;

/// <summary>What PyTorch made of the networks of tests/Networks: <c>networks.py</c> writes <c>shapes.txt</c>.</summary>
internal sealed record ExpectedShapes(IReadOnlyDictionary<string, string> Shapes, long Parameters)
{
    public static ExpectedShapes Of(string network)
    {
        var lines = ReadLines("shapes.txt").Select(line => line.Split(' ')).Where(parts => parts[0] == network).ToArray();
        return new ExpectedShapes(
            lines.Where(parts => parts[1] != "parameters").ToDictionary(parts => parts[1], parts => parts[2], StringComparer.Ordinal),
            long.Parse(lines.Single(parts => parts[1] == "parameters")[2]));
    }

    /// <summary>The tensors of one of torchvision's models, in its order, as <c>name shape</c>: <c>parameters.py</c> writes them.</summary>
    public static string[] Tensors(string model, string kind) =>
        [.. ReadLines($"{model}.txt").Where(line => line.StartsWith(kind + " ", StringComparison.Ordinal)).Select(line => line[(kind.Length + 1)..])];

    public static string[] ReadLines(string file) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PyTorch", file));
}
