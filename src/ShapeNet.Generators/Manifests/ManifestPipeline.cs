using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Diagnostics;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Parser;

namespace ShapeNet.Generators.Manifests;

/// <summary>The project's manifests.</summary>
internal sealed record WeightManifests(EquatableArray<WeightManifest> Files);

/// <summary>What is wrong between a network and its manifest.</summary>
internal sealed record ManifestReport(string Network, EquatableArray<Problem> Problems);

/// <summary>What is wrong between all networks and their manifests.</summary>
internal sealed record ManifestReports(EquatableArray<ManifestReport> Networks)
{
    /// <summary>The problems of one network that no network before it has: a layer of a block that several use is wrong once.</summary>
    public EquatableArray<Problem> ProblemsOf(string network)
    {
        var earlier = Networks.TakeWhile(report => report.Network != network).SelectMany(report => report.Problems).Select(problem => problem.Place).ToArray();
        return Networks.First(report => report.Network == network).Problems.Where(problem => !earlier.Contains(problem.Place)).ToEquatableArray();
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
            .Select(static (file, cancellation) => WeightManifest.Read(file.Path, file.GetText(cancellation))).WithTrackingName(TrackingNames.Manifests)
            .Collect().Select(static (files, _) => new WeightManifests(files.ToEquatableArray()));
        var reports = parsed.Select(static (network, _) => network.Spec).Combine(manifests)
            .Select(static (pair, _) => new ManifestReport(pair.Left.FullName, CheckManifest.Run(pair.Left, pair.Right.Files))).WithTrackingName(TrackingNames.ManifestChecks)
            .Collect().Select(static (networks, _) => new ManifestReports(networks.ToEquatableArray()));
        var problems = parsed.Combine(reports)
            .Select(static (pair, _) => new DiagnosticReport(pair.Right.ProblemsOf(pair.Left.Spec.FullName), pair.Left.Map))
            .WithTrackingName(TrackingNames.ManifestDiagnostics);
        context.RegisterSourceOutput(problems, static (production, report) => report.Send(production.ReportDiagnostic));
    }
}
