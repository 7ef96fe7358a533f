namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>The pixels of images whose row and column leave given remainders by a stride.</summary>
public struct Phase
{
    /// <summary>Pixels of all images in this phase, edges included that reach beyond the image.</summary>
    public int Count;

    /// <summary>Rows of an image.</summary>
    public int Height;

    /// <summary>Columns of an image.</summary>
    public int Width;

    /// <summary>The stride of rows.</summary>
    public int StepY;

    /// <summary>The stride of columns.</summary>
    public int StepX;

    /// <summary>The remainder of rows.</summary>
    public int Y;

    /// <summary>The remainder of columns.</summary>
    public int X;

    /// <summary>Where a pixel of the phase lies among the pixels of all images, or −1.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="index">The pixel's number within the phase.</param>
    public static int PixelOf(Phase phase, int index)
    {
        var rows = (phase.Height + phase.StepY - 1) / phase.StepY;
        var columns = (phase.Width + phase.StepX - 1) / phase.StepX;
        var image = index / (rows * columns);
        var y = index / columns % rows * phase.StepY + phase.Y;
        var x = index % columns * phase.StepX + phase.X;
        return index < phase.Count && y < phase.Height && x < phase.Width ? (image * phase.Height + y) * phase.Width + x : -1;
    }
}
