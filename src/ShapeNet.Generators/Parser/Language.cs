using Microsoft.CodeAnalysis;

namespace ShapeNet.Generators.Parser;

/// <summary>Tells the language's own types and attributes from others.</summary>
internal static class Language
{
    public const string Network = "NetworkAttribute";

    public const string Block = "BlockAttribute";

    public const string Input = "InputAttribute";

    private const string Namespace = "ShapeNet";

    /// <summary>Namespaces and type parameters, keywords without @.</summary>
    private static readonly SymbolDisplayFormat FullNameFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, SymbolDisplayGenericsOptions.IncludeTypeParameters);

    public static bool Owns(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } };

    public static bool HasAttribute(INamedTypeSymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Name == name && Owns(type))
                return true;
        }

        return false;
    }

    public static string FullName(ISymbol symbol) => symbol.ToDisplayString(FullNameFormat);
}
