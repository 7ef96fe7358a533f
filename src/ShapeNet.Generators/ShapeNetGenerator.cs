using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ShapeNet.Generators.Diagnostics;
using ShapeNet.Generators.Emitter;
using ShapeNet.Generators.Manifests;
using ShapeNet.Generators.Parser;

namespace ShapeNet.Generators;

/// <summary>Wires the pipeline: declarations → specs → compiled networks → sources, and, beside it, diagnostics.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ShapeNetGenerator : IIncrementalGenerator
{
    /// <summary>UTF-8 without a byte order mark, as every other source file has it.</summary>
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Not ForAttributeWithMetadataName: it binds the attributes of every declaration again after every edit anywhere,
        // which alone costs more than an edit may.
        var cache = new DeclarationCache();
        var declarations = context.CompilationProvider.Select(cache.Get).WithTrackingName(TrackingNames.Parse);
        var blocks = declarations.SelectMany(static (program, _) => program.Blocks).WithTrackingName(TrackingNames.Blocks);
        var parsed = declarations.SelectMany(static (program, _) => program.Networks);

        var compiled = parsed.Select(static (network, _) => network.Spec).WithTrackingName(TrackingNames.Spec)
            .Select(static (spec, _) => NetworkCompiler.Compile(spec)).WithTrackingName(TrackingNames.Compile);
        var assembly = compiled.Collect().Select(static (outputs, _) => AssemblyOutput.Of(outputs)).WithTrackingName(TrackingNames.Assembly);
        var sources = compiled.Combine(assembly)
            .Select(static (pair, _) => pair.Right.WithoutClashes(pair.Left)).WithTrackingName(TrackingNames.Sources);
        var problems = parsed.Combine(assembly)
            .Select(static (pair, _) => DiagnosticReport.Of(pair.Left, pair.Right)).WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(sources, static (production, output) => Add(production, output.Files));
        context.RegisterSourceOutput(assembly, static (production, output) => Add(production, output.Files));
        context.RegisterSourceOutput(problems, static (production, report) => report.Send(production.ReportDiagnostic));
        ManifestPipeline.Register(context, parsed);
        context.RegisterSourceOutput(blocks, static (production, block) =>
            new DiagnosticReport(block.Problems, block.Map).Send(production.ReportDiagnostic));
    }

    private static void Add(SourceProductionContext production, IEnumerable<EmittedFile> files)
    {
        foreach (var file in files)
            production.AddSource(file.Name, SourceText.From(file.Text, Utf8));
    }
}
