using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ShapeNet.Generators.Parser;

/// <summary>What a file declares by itself, whatever stands in other files: read from its syntax, once for each version of it.</summary>
internal sealed class FileFacts
{
    private static readonly ConditionalWeakTable<SyntaxTree, FileFacts> Known = new();

    private readonly List<BaseTypeDeclarationSyntax> types = [];
    private readonly List<TypeDeclarationSyntax> attributed = [];
    private readonly HashSet<string> typeNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> namespaces = new(StringComparer.Ordinal);
    private readonly List<UsingDirectiveSyntax> usings = [];

    private FileFacts(CompilationUnitSyntax root, CancellationToken cancellation)
    {
        usings.AddRange(root.Usings);
        Visit(root.Members, "", cancellation);
        ReachesEverywhere |= usings.Exists(directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None));
    }

    /// <summary>All types except delegates, nested ones too.</summary>
    public IReadOnlyList<BaseTypeDeclarationSyntax> Types => types;

    /// <summary>The types that carry attributes.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Attributed => attributed;

    /// <summary>Names of types, delegates among them.</summary>
    public IReadOnlyCollection<string> TypeNames => typeNames;

    /// <summary>Full names of the namespaces that it declares or declares something in, and of those around them.</summary>
    public HashSet<string> Namespaces => namespaces;

    /// <summary>Using directives, of the file and of its namespaces.</summary>
    public IReadOnlyList<UsingDirectiveSyntax> Usings => usings;

    /// <summary>Whether it changes what names mean in files that name nothing of it: by global usings or extension blocks.</summary>
    public bool ReachesEverywhere { get; private set; }

    public static FileFacts Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!Known.TryGetValue(tree, out var facts))
            facts = Known.GetValue(tree, _ => new FileFacts((CompilationUnitSyntax)tree.GetRoot(cancellation), cancellation));
        return facts;
    }

    private void Visit(SyntaxList<MemberDeclarationSyntax> members, string around, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    usings.AddRange(space.Usings);
                    Visit(space.Members, AddNamespace(space.Name, around), cancellation);
                    break;
                case BaseTypeDeclarationSyntax type:
                    types.Add(type);
                    typeNames.Add(type.Identifier.ValueText);
                    // An extension block has no name; what it declares is found without naming it.
                    ReachesEverywhere |= type.Identifier.ValueText.Length == 0;
                    if (type is TypeDeclarationSyntax { AttributeLists.Count: > 0 } marked)
                        attributed.Add(marked);
                    if (type is TypeDeclarationSyntax outer)
                        Visit(outer.Members, around, cancellation);
                    break;
                case DelegateDeclarationSyntax function:
                    typeNames.Add(function.Identifier.ValueText);
                    break;
                case GlobalStatementSyntax:
                    typeNames.Add("Program");
                    break;
            }
        }
    }

    private string AddNamespace(NameSyntax name, string around)
    {
        if (name is QualifiedNameSyntax qualified)
            around = AddNamespace(qualified.Left, around);
        var last = name is QualifiedNameSyntax { Right: var right } ? right : name;
        var full = (around.Length == 0 ? "" : around + ".") + ((SimpleNameSyntax)last).Identifier.ValueText;
        namespaces.Add(full);
        return full;
    }
}
