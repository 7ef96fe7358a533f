namespace ShapeNet;

/// <summary>
/// A tensor shape as a type. The generator emits one empty struct for each shape that a network takes or gives
/// (<c>S21x320x480</c>), so that handing over a tensor of another shape is an error of the C# compiler.
/// </summary>
public interface IShape
{
    /// <summary>The sizes without the batch: channels, rows and columns; or rows and columns; or features; or nothing.</summary>
    static abstract ReadOnlySpan<int> Dimensions { get; }

    /// <summary>The product of <see cref="Dimensions"/>.</summary>
    static abstract int Elements { get; }

    /// <summary>The shape as people write it: <c>21×320×480</c>.</summary>
    static abstract string Text { get; }
}

/// <summary>The shape of a single value: one class label for an image.</summary>
public readonly struct Scalar : IShape
{
    /// <inheritdoc/>
    public static ReadOnlySpan<int> Dimensions => [];

    /// <inheritdoc/>
    public static int Elements => 1;

    /// <inheritdoc/>
    public static string Text => "1";
}
