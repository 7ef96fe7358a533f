using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ShapeNet.Generators.Diagnostics;
using ShapeNet.Generators.Emitter;
using ShapeNet.Generators.Model;
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
        var parsed = context.SyntaxProvider.ForAttributeWithMetadataName(
            "ShapeNet.NetworkAttribute",
            static (node, _) => node is TypeDeclarationSyntax,
            static (match, cancellation) => DeclarationParser.ParseNetwork((INamedTypeSymbol)match.TargetSymbol, cancellation))
            .WithTrackingName(TrackingNames.Parse);
        var blocks = context.SyntaxProvider.ForAttributeWithMetadataName(
            "ShapeNet.BlockAttribute",
            static (node, _) => node is TypeDeclarationSyntax,
            static (match, cancellation) => DeclarationParser.ParseBlock((INamedTypeSymbol)match.TargetSymbol, cancellation))
            .WithTrackingName(TrackingNames.Blocks);

        var compiled = parsed.Select(static (network, _) => network.Spec).WithTrackingName(TrackingNames.Spec)
            .Select(static (spec, _) => NetworkCompiler.Compile(spec)).WithTrackingName(TrackingNames.Compile);
        var sources = compiled.Select(static (output, _) => output.Files).WithTrackingName(TrackingNames.Sources);
        var shapes = compiled.Select(static (output, _) => (output.Assembly, output.ShapeTypes)).Collect()
            .Select(static (outputs, _) => (
                Assembly: outputs.Select(output => output.Assembly).FirstOrDefault() ?? "",
                Types: outputs.SelectMany(output => output.ShapeTypes).Distinct()
                    .OrderBy(type => NetworkFile.ShapeName(type.Dimensions), StringComparer.Ordinal).ToEquatableArray()))
            .WithTrackingName(TrackingNames.Shapes);
        var problems = parsed.Combine(compiled.Collect())
            .Select(static (pair, _) => DiagnosticReport.Of(pair.Left, pair.Right)).WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(sources, static (production, files) =>
        {
            foreach (var file in files)
                production.AddSource(file.Name, SourceText.From(file.Text, Utf8));
        });
        context.RegisterSourceOutput(shapes, static (production, found) =>
        {
            if (found.Types.Count == 0)
                return;
            var file = ShapesEmitter.Emit(found.Assembly, found.Types);
            production.AddSource(file.Name, SourceText.From(file.Text, Utf8));
        });
        context.RegisterSourceOutput(problems, static (production, report) => report.Send(production.ReportDiagnostic));
        context.RegisterSourceOutput(blocks, static (production, block) =>
            new DiagnosticReport(block.Problems, block.Map).Send(production.ReportDiagnostic));
    }
}
