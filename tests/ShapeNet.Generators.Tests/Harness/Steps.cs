using Microsoft.CodeAnalysis;

namespace ShapeNet.Generators.Tests.Harness;

/// <summary>Why the steps of the pipeline ran.</summary>
internal static class Steps
{
    /// <summary>The steps that the generator names; those around them, which look for attributes, are Roslyn's own.</summary>
    private static readonly HashSet<string> Own = [.. typeof(TrackingNames).GetFields().Select(field => (string)field.GetRawConstantValue()!)];

    /// <summary>Fails unless every step of the generator and every output was found in the cache.</summary>
    public static void AllCached(GeneratorRun run)
    {
        Assert.NotEmpty(run.Result.TrackedSteps.Keys.Intersect(Own));
        var fresh = run.Result.TrackedSteps.Where(pair => Own.Contains(pair.Key)).Concat(run.Result.TrackedOutputSteps)
            .SelectMany(pair => pair.Value.SelectMany(step => step.Outputs), (pair, output) => (pair.Key, output.Reason))
            .Where(pair => pair.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)).ToArray();
        Assert.True(fresh.Length == 0, "Not cached: " + string.Join(", ", fresh));
    }

    /// <summary>The reasons of all results of one step.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorRun run, string step) =>
        [.. run.Result.TrackedSteps[step].SelectMany(execution => execution.Outputs).Select(output => output.Reason)];
}
