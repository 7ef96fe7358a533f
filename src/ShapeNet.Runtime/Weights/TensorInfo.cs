using System.Collections.Immutable;

namespace ShapeNet.Runtime;

/// <summary>A tensor in a weight file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Shape">Its sizes; empty for a single value.</param>
/// <param name="Elements">The product of its sizes.</param>
public sealed record TensorInfo(string Name, ElementType Type, ImmutableArray<long> Shape, long Elements);
