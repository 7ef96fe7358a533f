using System.Collections.Immutable;

namespace ShapeNet.Runtime;

/// <summary>How far a weight file may differ from the network that loads it.</summary>
[Flags]
public enum WeightMatch
{
    /// <summary>The file has the network's tensors and no others.</summary>
    Exact = 0,

    /// <summary>The file may lack tensors; the network keeps what it has.</summary>
    AllowMissing = 1,

    /// <summary>The file may have tensors that the network does not have; they are not read.</summary>
    AllowUnexpected = 2,

    /// <summary>
    /// Tensors of the file may have other shapes than the network's of the same names: they are not read, and count as
    /// missing and as unexpected.
    /// </summary>
    AllowOtherShapes = 4,
}

/// <summary>What was loaded.</summary>
/// <param name="Loaded">Names of the tensors that were read.</param>
/// <param name="Missing">Names of the network's tensors that the file lacks.</param>
/// <param name="Unexpected">Names of the file's tensors that the network does not have.</param>
public sealed record LoadedWeights(ImmutableArray<string> Loaded, ImmutableArray<string> Missing, ImmutableArray<string> Unexpected);
