using Microsoft.CodeAnalysis;

namespace ShapeNet.Generators.Parser;

/// <summary>Each assembly has its shape types in a namespace of its own, so that two assemblies' never collide.</summary>
internal static class ShapesNamespace
{
    /// <summary><c>Fcn.Shapes</c>; or <c>FcnNetworks.Shapes</c> where a type is called <c>Fcn</c>, which no namespace can be then.</summary>
    public static string Of(IAssemblySymbol assembly)
    {
        var parts = Parts(assembly.Name);
        INamespaceSymbol? around = assembly.GlobalNamespace;
        for (var i = 0; i < parts.Length && around is not null; i++)
        {
            if (!around.GetTypeMembers(parts[i]).IsEmpty)
            {
                parts[i] += "Networks";
                break;
            }

            around = around.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == parts[i]);
        }

        return string.Join(".", parts);
    }

    /// <summary>The namespace's parts as the assembly's name gives them.</summary>
    public static string[] Parts(string assembly) => [.. assembly.Split('.').Select(Identifier), "Shapes"];

    private static string Identifier(string part)
    {
        var name = new string([.. part.Select(c => char.IsLetterOrDigit(c) ? c : '_')]);
        return name.Length == 0 || char.IsDigit(name[0]) ? "_" + name : char.ToUpperInvariant(name[0]) + name.Substring(1);
    }
}
