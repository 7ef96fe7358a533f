using ShapeNet.Generators.Diagnostics;

namespace ShapeNet.Generators.Model;

/// <summary>An error, warning or remark about a declaration, before it has a position in a file.</summary>
/// <param name="Id">The diagnostic's ID; <c>Diagnostics/Descriptors.cs</c> has its text.</param>
/// <param name="Place">What is wrong.</param>
/// <param name="Arguments">What fills the text's holes.</param>
internal sealed record Problem(string Id, SourcePlace Place, EquatableArray<string> Arguments)
{
    public Problem(string id, SourcePlace place, params string[] arguments)
        : this(id, place, arguments.ToEquatableArray())
    {
    }

    /// <summary>Whether nothing can be emitted for the network. Remarks and warnings stop nothing.</summary>
    public bool StopsEmission => Descriptors.IsError(Id);
}
