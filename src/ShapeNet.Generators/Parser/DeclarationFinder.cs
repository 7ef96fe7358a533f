using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeNet.Generators.Parser;

/// <summary>
/// Finds the types marked <c>[Network]</c>, <c>[Block]</c> or <c>[Input]</c>: by the attributes' names first, aliases included, so that
/// nothing else is bound.
/// </summary>
internal static class DeclarationFinder
{
    /// <summary>The marked classes, each once, in the order of the files.</summary>
    public static IEnumerable<INamedTypeSymbol> Find(Compilation compilation, CancellationToken cancellation)
    {
        var found = new List<INamedTypeSymbol>();
        var known = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var trees = ((CSharpCompilation)compilation).SyntaxTrees;
        var aliases = GlobalAliases(trees, cancellation);
        foreach (var tree in trees)
        {
            foreach (var candidate in Candidates(tree, aliases, cancellation))
            {
                // What is no class is rejected by the C# compiler, which knows the attributes' targets.
                if (compilation.GetSemanticModel(tree).GetDeclaredSymbol(candidate, cancellation) is { TypeKind: TypeKind.Class } symbol && known.Add(symbol))
                    found.Add(symbol);
            }
        }

        return found;
    }

    /// <summary>The types of a file that carry an attribute with the name of <c>[Network]</c>, <c>[Block]</c> or <c>[Input]</c>, or an alias of it.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Candidates(SyntaxTree tree, HashSet<string> globalAliases, CancellationToken cancellation)
    {
        var facts = FileFacts.Of(tree, cancellation);
        if (facts.Attributed.Count == 0)
            return [];
        var names = new HashSet<string>(globalAliases, StringComparer.Ordinal) { Language.Network, Language.Block, Language.Input };
        AddAliases(facts, names);
        return facts.Attributed.Where(type => type.AttributeLists.Any(list => list.Attributes.Any(attribute => IsNamed(attribute, names))));
    }

    /// <summary>Names by which every file of a program may call <c>[Network]</c>, <c>[Block]</c> and <c>[Input]</c>.</summary>
    public static HashSet<string> GlobalAliases(ImmutableArray<SyntaxTree> trees, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            if (FileFacts.Of(tree, cancellation) is { ReachesEverywhere: true } facts)
                AddAliases(facts, names);
        }

        return names;
    }

    private static void AddAliases(FileFacts facts, HashSet<string> names)
    {
        foreach (var directive in facts.Usings)
        {
            if (directive is { Alias.Name.Identifier.ValueText: var alias, Name: { } target } && LastName(target) is Language.Network or Language.Block or Language.Input)
                names.Add(alias);
        }
    }

    private static bool IsNamed(AttributeSyntax attribute, HashSet<string> names)
    {
        var name = LastName(attribute.Name);
        return names.Contains(name) || names.Contains(name + "Attribute");
    }

    private static string LastName(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };
}
