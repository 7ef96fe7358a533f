using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ir;

/// <summary>The shape of one image's tensor: channels × rows × columns, or features. The batch is no part of it.</summary>
internal sealed record TensorShape(int Channels, int Height, int Width, bool IsImage)
{
    public static TensorShape Image(int channels, int height, int width) => new(channels, height, width, true);

    public static TensorShape Features(int count) => new(count, 1, 1, false);

    /// <summary>The product of the sizes.</summary>
    public long Elements => Saturating.Product(Channels, Height, Width);

    public IReadOnlyList<int> Dimensions => IsImage ? [Channels, Height, Width] : [Channels];

    /// <summary>The shape as people write it: <c>21×320×480</c>.</summary>
    public override string ToString() => string.Join("×", Dimensions.Select(size => Words.Number(size)));
}

/// <summary>A size for rows and one for columns.</summary>
internal readonly record struct Pair(int Height, int Width)
{
    public static Pair Both(int size) => new(size, size);

    public override string ToString() => $"{Words.Number(Height)}×{Words.Number(Width)}";

    /// <summary>The pair as an attribute's argument.</summary>
    public ArgumentValue Value => new ArrayValue([new IntValue(Height), new IntValue(Width)]);

    /// <summary>One number where both are the same, as a declaration would write it.</summary>
    public string Short => Height == Width ? Words.Number(Height) : ToString();
}
