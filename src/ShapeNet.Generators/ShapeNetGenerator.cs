using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ShapeNet.Generators.Diagnostics;
using ShapeNet.Generators.Emitter;
using ShapeNet.Generators.Manifests;
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
        var parsed = Declarations(context, "ShapeNet.NetworkAttribute", DeclarationParser.ParseNetwork).WithTrackingName(TrackingNames.Parse);
        var blocks = Declarations(context, "ShapeNet.BlockAttribute", DeclarationParser.ParseBlock).WithTrackingName(TrackingNames.Blocks);

        var compiled = parsed.Select(static (network, _) => network.Spec).WithTrackingName(TrackingNames.Spec)
            .Select(static (spec, _) => NetworkCompiler.Compile(spec)).WithTrackingName(TrackingNames.Compile);
        var clashes = compiled.Select(static (output, _) => output.Network).Collect()
            .Select(static (names, _) => NameClashes.Find(names)).WithTrackingName(TrackingNames.Clashes);
        var sources = compiled.Combine(clashes)
            .Select(static (pair, _) => pair.Right.Contains(pair.Left.Network) ? [] : pair.Left.Files).WithTrackingName(TrackingNames.Sources);
        var shapes = compiled.Select(static (output, _) => (output.ShapesNamespace, output.ShapeTypes)).Collect()
            .Select(static (outputs, _) => (
                Namespace: outputs.Select(output => output.ShapesNamespace).FirstOrDefault() ?? "",
                Types: outputs.SelectMany(output => output.ShapeTypes).Distinct()
                    .OrderBy(type => NetworkFile.ShapeName(type.Dimensions), StringComparer.Ordinal).ToEquatableArray()))
            .WithTrackingName(TrackingNames.Shapes);
        var problems = parsed.Combine(compiled.Collect()).Combine(clashes)
            .Select(static (pair, _) => DiagnosticReport.Of(pair.Left.Left, pair.Left.Right, pair.Right)).WithTrackingName(TrackingNames.Diagnostics);

        context.RegisterSourceOutput(sources, static (production, files) =>
        {
            foreach (var file in files)
                production.AddSource(file.Name, SourceText.From(file.Text, Utf8));
        });
        context.RegisterSourceOutput(shapes, static (production, found) =>
        {
            if (found.Types.Count == 0)
                return;
            var file = ShapesEmitter.Emit(found.Namespace, found.Types);
            production.AddSource(file.Name, SourceText.From(file.Text, Utf8));
        });
        context.RegisterSourceOutput(problems, static (production, report) => report.Send(production.ReportDiagnostic));
        ManifestPipeline.Register(context, parsed);
        context.RegisterSourceOutput(blocks, static (production, block) =>
            new DiagnosticReport(block.Problems, block.Map).Send(production.ReportDiagnostic));
    }

    /// <summary>The records that carry an attribute, each once.</summary>
    private static IncrementalValuesProvider<T> Declarations<T>(
        IncrementalGeneratorInitializationContext context, string attribute, Func<INamedTypeSymbol, Compilation, CancellationToken, T> parse)
        where T : class =>
        context.SyntaxProvider.ForAttributeWithMetadataName(
            attribute,
            static (node, _) => node is TypeDeclarationSyntax,
            (match, cancellation) => IsFirst(match) ? parse((INamedTypeSymbol)match.TargetSymbol, match.SemanticModel.Compilation, cancellation) : null)
            .Where(static declaration => declaration is not null)
            .Select(static (declaration, _) => declaration!);

    /// <summary>
    /// Whether a match is the first of its type: an attribute that stands at two parts of a type matches twice. What is
    /// no class is rejected by the C# compiler, which knows the attribute's targets.
    /// </summary>
    private static bool IsFirst(GeneratorAttributeSyntaxContext match)
    {
        if (match.TargetSymbol is not INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            return false;
        var first = type.GetAttributes().First(attribute => SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, match.Attributes[0].AttributeClass));
        return first.ApplicationSyntaxReference is { } syntax && syntax.SyntaxTree == match.TargetNode.SyntaxTree && match.TargetNode.Span.Contains(syntax.Span);
    }
}
