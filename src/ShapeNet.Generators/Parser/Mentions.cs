using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeNet.Generators.Parser;

/// <summary>
/// The names on which the meaning of a program's declarations can depend: those that the declarations mention, those
/// that the types of these names mention, and so on. A type of another name is none that they can be bound to.
/// </summary>
internal sealed class Mentions
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<string> unread = new();
    private readonly Dictionary<string, List<BaseTypeDeclarationSyntax>> types = new(StringComparer.Ordinal);
    private readonly HashSet<SyntaxNode> visited = [];

    private Mentions()
    {
    }

    /// <param name="trees">The program's files.</param>
    /// <param name="assembly">The program's name.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static HashSet<string> Of(ImmutableArray<SyntaxTree> trees, string assembly, CancellationToken cancellation)
    {
        var mentions = new Mentions();
        foreach (var name in ShapesNamespace.Parts(assembly))
            mentions.Add(name);
        mentions.Add(Language.Network);
        mentions.Add(Language.Block);
        mentions.Add(Language.Input);
        var aliases = DeclarationFinder.GlobalAliases(trees, cancellation);
        var declarations = new List<SyntaxNode>();
        foreach (var tree in trees)
        {
            var facts = FileFacts.Of(tree, cancellation);
            foreach (var type in facts.Types)
                mentions.Index(type);
            declarations.AddRange(DeclarationFinder.Candidates(tree, aliases, cancellation));
            if (facts.ReachesEverywhere)
                declarations.AddRange(facts.Usings);
        }

        foreach (var declaration in declarations)
            mentions.Read(declaration, cancellation);
        while (mentions.unread.Count > 0)
        {
            if (mentions.types.TryGetValue(mentions.unread.Dequeue(), out var named))
                named.ForEach(type => mentions.Read(type, cancellation));
        }

        return mentions.names;
    }

    private void Index(BaseTypeDeclarationSyntax type)
    {
        if (!types.TryGetValue(type.Identifier.ValueText, out var named))
            types.Add(type.Identifier.ValueText, named = []);
        named.Add(type);
    }

    /// <summary>Adds the names that a piece of code mentions, and those in the directives and namespaces around it.</summary>
    private void Read(SyntaxNode code, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (!visited.Add(code))
            return;
        foreach (var token in code.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken))
                Add(token.ValueText);
        }

        for (var around = code.Parent; around is not null; around = around.Parent)
        {
            switch (around)
            {
                // A nested type sees the names of the types around it.
                case BaseTypeDeclarationSyntax outer:
                    Read(outer, cancellation);
                    return;
                case BaseNamespaceDeclarationSyntax space:
                    Read(space.Name, cancellation);
                    foreach (var directive in space.Usings)
                        Read(directive, cancellation);
                    break;
                case CompilationUnitSyntax file:
                    foreach (var directive in file.Usings)
                        Read(directive, cancellation);
                    break;
            }
        }
    }

    private void Add(string name)
    {
        // An attribute may be written without its ending.
        foreach (var spelling in new[] { name, name + "Attribute" })
        {
            if (names.Add(spelling))
                unread.Enqueue(spelling);
        }
    }
}
