namespace ShapeNet.Runtime;

/// <summary>Holds the shape types that a trainer or predictor is made with against the network's shapes.</summary>
internal static class BoundShapes
{
    /// <summary>Throws unless a type says the network's shape.</summary>
    /// <typeparam name="TShape">The type.</typeparam>
    /// <param name="definition">The network.</param>
    /// <param name="what">What has the shape.</param>
    /// <param name="shape">The network's shape.</param>
    public static void Check<TShape>(NetworkDefinition definition, string what, ReadOnlySpan<int> shape)
        where TShape : IShape
    {
        if (!TShape.Dimensions.SequenceEqual(shape))
            throw new ArgumentException($"The {what} of {definition.Name} are {TensorShapes.Text(shape)}, not {TShape.Text}.");
    }
}
