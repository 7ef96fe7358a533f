using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Diagnostics;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Parser;

namespace ShapeNet.Generators.Manifests;

/// <summary>What is wrong between a network and its manifest.</summary>
internal sealed record ManifestReport(string Network, EquatableArray<Problem> Problems)
{
    /// <summary>The problems of one network that no network before it has: a layer of a block that several use is wrong once.</summary>
    public static EquatableArray<Problem> ProblemsOf(string network, IReadOnlyList<ManifestReport> reports)
    {
        var earlier = reports.TakeWhile(report => report.Network != network).SelectMany(report => report.Problems).Select(problem => problem.Place).ToArray();
        return reports.First(report => report.Network == network).Problems.Where(problem => !earlier.Contains(problem.Place)).ToEquatableArray();
    }
}

/// <summary>The pipeline beside the compiler's: specs and manifests → problems → diagnostics. It emits nothing.</summary>
internal static class ManifestPipeline
{
    /// <summary>Wires it.</summary>
    /// <param name="context">The generator's context.</param>
    /// <param name="parsed">The networks.</param>
    public static void Register(IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedNetwork> parsed)
    {
        var manifests = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(WeightManifest.Extension, StringComparison.Ordinal))
            .Select(static (file, cancellation) => WeightManifest.Read(file.Path, file.GetText(cancellation))).WithTrackingName(TrackingNames.Manifests);
        var reports = parsed.Select(static (network, _) => network.Spec).Combine(manifests.Collect())
            .Select(static (pair, _) => new ManifestReport(pair.Left.FullName, CheckManifest.Run(pair.Left, pair.Right))).WithTrackingName(TrackingNames.ManifestChecks);
        var problems = parsed.Combine(reports.Collect())
            .Select(static (pair, _) => new DiagnosticReport(ManifestReport.ProblemsOf(pair.Left.Spec.FullName, pair.Right), pair.Left.Map))
            .WithTrackingName(TrackingNames.ManifestDiagnostics);
        context.RegisterSourceOutput(problems, static (production, report) => report.Send(production.ReportDiagnostic));
    }
}
