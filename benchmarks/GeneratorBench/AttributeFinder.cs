using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GeneratorBench;

/// <summary>
/// A generator that does nothing but look for networks and blocks the way Roslyn offers: what an edit would cost at least
/// if ShapeNet looked that way.
/// </summary>
#pragma warning disable RS1036, RS1038, RS1041 // No compiler loads it: the benchmark runs it itself.
[Generator(LanguageNames.CSharp)]
internal sealed class AttributeFinder : IIncrementalGenerator
#pragma warning restore RS1036, RS1038, RS1041
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in new[] { "ShapeNet.NetworkAttribute", "ShapeNet.BlockAttribute" })
        {
            var found = context.SyntaxProvider.ForAttributeWithMetadataName(
                attribute, static (node, _) => node is TypeDeclarationSyntax, static (match, _) => match.TargetSymbol.Name);
            context.RegisterSourceOutput(found, static (_, _) => { });
        }
    }
}
