using ShapeNet.Runtime;

namespace ParityReport;

/// <summary>Relative errors of one run against PyTorch in double precision.</summary>
/// <param name="Losses">Of the losses before each step.</param>
/// <param name="Logits">Of the first step's logits.</param>
/// <param name="Gradients">By parameter, of the first step's gradients.</param>
/// <param name="Weights">By parameter, of the values after the last step.</param>
/// <param name="Statistics">By buffer, of the running statistics after the last step.</param>
/// <param name="Counters">How many batch counters differ.</param>
internal sealed record RunErrors(
    double Losses,
    double Logits,
    IReadOnlyDictionary<string, double> Gradients,
    IReadOnlyDictionary<string, double> Weights,
    IReadOnlyDictionary<string, double> Statistics,
    int Counters)
{
    private const string Gradient = "grad/";
    private const string After = "after/";

    /// <summary>Compares a run's file with the reference's.</summary>
    public static RunErrors Compare(string path, string referencePath)
    {
        using var file = WeightFile.Open(path);
        using var reference = WeightFile.Open(referencePath);
        var names = reference.Tensors.Keys.Order(StringComparer.Ordinal).ToArray();
        var after = names.Where(name => name.StartsWith(After, StringComparison.Ordinal)).ToArray();
        return new(
            Tensors.RelativeError(file, reference, "losses"),
            Tensors.RelativeError(file, reference, "logits"),
            Errors(names.Where(name => name.StartsWith(Gradient, StringComparison.Ordinal))),
            Errors(after.Where(name => !IsStatistic(name) && !IsCounter(name))),
            Errors(after.Where(IsStatistic)),
            after.Where(IsCounter).Count(name => file.ReadInt64(name) != reference.ReadInt64(name)));

        Dictionary<string, double> Errors(IEnumerable<string> chosen) =>
            chosen.ToDictionary(name => name, name => Tensors.RelativeError(file, reference, name), StringComparer.Ordinal);
    }

    private static bool IsStatistic(string name) => name.Contains(".running_", StringComparison.Ordinal);

    private static bool IsCounter(string name) => name.EndsWith(".num_batches_tracked", StringComparison.Ordinal);
}

/// <summary>What one seed gave.</summary>
/// <param name="Seed">The folder's name.</param>
/// <param name="Ours">This program's errors.</param>
/// <param name="Peer">PyTorch's own errors in single precision.</param>
internal sealed record SeedErrors(string Seed, RunErrors Ours, RunErrors Peer);
