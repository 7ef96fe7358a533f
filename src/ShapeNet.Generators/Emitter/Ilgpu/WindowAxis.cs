using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>The numbers of a sliding window along rows or columns.</summary>
/// <param name="Kernel">Taps.</param>
/// <param name="Stride">Positions from one window to the next.</param>
/// <param name="Padding">Positions that the first window begins before the input.</param>
/// <param name="Dilation">Positions from one tap to the next.</param>
/// <param name="InSize">Positions of the input.</param>
/// <param name="OutSize">Windows.</param>
internal sealed record WindowAxis(int Kernel, int Stride, int Padding, int Dilation, int InSize, int OutSize)
{
    public static WindowAxis Of(KernelShape shape, bool isRows)
    {
        var extent = isRows ? "Height" : "Width";
        return new(
            shape.Int("Kernel" + extent), shape.Int("Stride" + extent), shape.Int("Padding" + extent), shape.Int("Dilation" + extent),
            shape.Int("In" + extent), shape.Int("Out" + extent));
    }

    public static WindowAxis Of(ConvolutionGeometry g, bool isRows) => isRows
        ? new(g.KernelHeight, g.StrideHeight, g.PaddingHeight, g.DilationHeight, g.InHeight, g.OutHeight)
        : new(g.KernelWidth, g.StrideWidth, g.PaddingWidth, g.DilationWidth, g.InWidth, g.OutWidth);
}
