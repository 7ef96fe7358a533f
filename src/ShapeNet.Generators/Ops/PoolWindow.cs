using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>What maximum and average pooling have in common.</summary>
internal static class PoolWindow
{
    public static Window Read(Hyperparameters h, Pair dilation)
    {
        var kernel = h.Pair("Kernel", 1, minimum: 1);
        var window = new Window(
            kernel, h.PairOr("Stride", kernel, minimum: 1), h.Pair("Padding", 0, minimum: 0), dilation, h.Bool("CeilMode", false));
        var half = new Pair(kernel.Height / 2, kernel.Width / 2);
        if (window.Padding.Height > half.Height || window.Padding.Width > half.Width)
            h.Reject("Padding", window.Padding.Short, $"at most half the kernel, {half.Short}");
        return window;
    }

    public static Inference Infer(string kind, Window window, TensorShape input) =>
        input.IsImage ? window.Slide("window", input, input.Channels) : Inference.Fails(new Fault("SN0107", kind, input.ToString()));

    public static string? Arithmetic(Window window, TensorShape input, TensorShape output, TensorShape wanted) =>
        output.Channels == wanted.Channels
            ? window.Arithmetic(input, output, wanted)
            : $"Pooling keeps the {Words.Count(input.Channels, "channel")} it is given";

    /// <summary>A window that does not fit is too large; one that gives another size than asserted has the wrong padding or stride.</summary>
    public static IEnumerable<WindowAlternative> Alternatives(Window window, TensorShape? wanted) =>
        window.Alternatives().OrderBy(pair => wanted is null && pair.Window.Kernel == window.Kernel).Where(pair =>
            pair.Window.Padding.Height <= pair.Window.Kernel.Height / 2 && pair.Window.Padding.Width <= pair.Window.Kernel.Width / 2);

    public static KernelShape Shape(string prefix, Window window, bool countsPadding, TensorShape input, TensorShape output) => new(
        $"{prefix}_{KernelShapes.Size(input)}_to_{KernelShapes.Size(output)}_k{KernelShapes.Size(window.Kernel)}"
            + $"_s{KernelShapes.Size(window.Stride)}_p{KernelShapes.Size(window.Padding)}"
            + (window.Dilation == Pair.Both(1) ? "" : $"_d{KernelShapes.Size(window.Dilation)}")
            + (countsPadding ? "" : "_nopad"),
        "IPool2dShape",
        [
            ShapeMember.Int("Channels", input.Channels),
            ShapeMember.Int("InHeight", input.Height),
            ShapeMember.Int("InWidth", input.Width),
            ShapeMember.Int("OutHeight", output.Height),
            ShapeMember.Int("OutWidth", output.Width),
            ShapeMember.Int("KernelHeight", window.Kernel.Height),
            ShapeMember.Int("KernelWidth", window.Kernel.Width),
            ShapeMember.Int("StrideHeight", window.Stride.Height),
            ShapeMember.Int("StrideWidth", window.Stride.Width),
            ShapeMember.Int("PaddingHeight", window.Padding.Height),
            ShapeMember.Int("PaddingWidth", window.Padding.Width),
            ShapeMember.Int("DilationHeight", window.Dilation.Height),
            ShapeMember.Int("DilationWidth", window.Dilation.Width),
            ShapeMember.Bool("CountsPadding", countsPadding),
        ]);
}
