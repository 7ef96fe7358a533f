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
}
