using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>What an editor shows about a layer: it asks Roslyn for a symbol's documentation and for the diagnostics at its name.</summary>
public sealed class HoverTests
{
    private const string Layer4 = "256×20×30 → 512×10×15 · 8,393,728 parameters · 1.26 GMAC";

    private static readonly GeneratorRun Run = GeneratorRun.Of(SourceFile.ReadAll("Sources/Fcn"));

    [Fact]
    public void A_layers_property_is_documented_with_its_shapes_and_cost()
    {
        var property = Assert.IsAssignableFrom<IPropertySymbol>(Run.Output.GetTypeByMetadataName("Fcn.Networks.Fcn32s")!.GetMembers("Layer4").Single());

        Assert.Equal(Layer4, XElement.Parse(property.GetDocumentationCommentXml()!).Element("summary")!.Value);
    }

    [Fact]
    public void A_use_of_the_layer_finds_the_same_documentation()
    {
        var run = Run.Add(new SourceFile("Use.cs", "class Use { object Of(Fcn.Networks.Fcn32s net) => net.Layer4; }"));
        var tree = run.Output.SyntaxTrees.Single(tree => tree.FilePath == "Use.cs");
        var access = tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax>().Single();
        var symbol = run.Output.GetSemanticModel(tree).GetSymbolInfo(access).Symbol;

        Assert.Contains(Layer4, symbol!.GetDocumentationCommentXml(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameter_itself_carries_a_remark()
    {
        var remark = Run.Remarks.Single(remark =>
            remark.Id == "SN0001" && Path.GetFileName(remark.Location.SourceTree!.FilePath) == "Fcn32s.cs" && TextAt(remark) == "Layer4");

        Assert.Equal(DiagnosticSeverity.Info, remark.Severity);
        Assert.Equal($"Layer4: {Layer4}", remark.GetMessage());
    }

    [Fact]
    public void A_blocks_layer_lists_what_it_is_at_its_uses()
    {
        var remark = Run.Remarks.First(remark => remark.Id == "SN0001" && remark.Location.SourceTree!.FilePath == "ResNetBlocks.cs" && TextAt(remark) == "Second");

        Assert.StartsWith("Second: 128×40×60 → 128×40×60 · 295,424 parameters · 708 MMAC; 256×20×30 → ", remark.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Remarks_are_silent_where_their_severity_is_none()
    {
        var run = Run.Edit(program => program.WithOptions(program.Options.WithSpecificDiagnosticOptions([new("SN0001", ReportDiagnostic.Suppress)])));

        Assert.DoesNotContain(run.Remarks, remark => remark.Id == "SN0001");
    }

    private static string TextAt(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
