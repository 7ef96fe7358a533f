using ShapeNet.Generators.Emitter;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators;

/// <summary>What the networks of an assembly make together.</summary>
/// <param name="Networks">What the compiler made of each.</param>
/// <param name="Clashes">
/// Networks whose names differ from another one's in case only: all but the first of each such set. Their files would be
/// the same file where the file system, like Roslyn, does not tell case.
/// </param>
/// <param name="Files">The shape types, unless there is none.</param>
internal sealed record AssemblyOutput(EquatableArray<CompilerOutput> Networks, EquatableArray<string> Clashes, EquatableArray<EmittedFile> Files)
{
    public static AssemblyOutput Of(IReadOnlyList<CompilerOutput> networks)
    {
        var names = networks.Select(network => network.Network).Distinct(StringComparer.Ordinal).OrderBy(name => name, StringComparer.Ordinal);
        var first = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var clashes = names.Where(name => !first.Add(name)).ToEquatableArray();

        var shapes = networks.SelectMany(network => network.ShapeTypes).Distinct()
            .OrderBy(type => NetworkFile.ShapeName(type.Dimensions), StringComparer.Ordinal).ToArray();
        return new AssemblyOutput(
            networks.ToEquatableArray(), clashes, shapes.Length == 0 ? [] : [ShapesEmitter.Emit(networks[0].ShapesNamespace, shapes)]);
    }

    /// <summary>A network's output without the files that would take another one's place.</summary>
    public CompilerOutput WithoutClashes(CompilerOutput network) => Clashes.Contains(network.Network) ? network with { Files = [] } : network;
}
