namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>A pixel of a batch of images.</summary>
public struct Pixel
{
    /// <summary>Whether there is such a pixel.</summary>
    public bool Exists;

    /// <summary>Its image.</summary>
    public int Image;

    /// <summary>Its row.</summary>
    public int Y;

    /// <summary>Its column.</summary>
    public int X;

    /// <summary>The pixel of a number.</summary>
    /// <param name="index">Its number among the pixels of all images.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    public static Pixel At(int index, int count, int height, int width) => new()
    {
        Exists = index < count,
        Image = index / (height * width),
        Y = index / width % height,
        X = index % width,
    };
}
