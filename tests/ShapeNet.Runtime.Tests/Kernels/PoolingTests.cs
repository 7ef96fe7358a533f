using System.Runtime.InteropServices;
using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

public interface ITestPool : IPool2dShape
{
    static int IPool2dShape.PaddingHeight => 0;

    static int IPool2dShape.PaddingWidth => 0;

    static int IPool2dShape.DilationHeight => 1;

    static int IPool2dShape.DilationWidth => 1;

    static bool IPool2dShape.CountsPadding => true;
}

/// <summary>The pool behind a network's first layer: 3×3, stride 2, padding 1.</summary>
public readonly struct StemPool : ITestPool
{
    public static int Channels => 37;

    public static int InHeight => 9;

    public static int InWidth => 12;

    public static int OutHeight => 5;

    public static int OutWidth => 6;

    public static int KernelHeight => 3;

    public static int KernelWidth => 3;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;
}

/// <summary>Axes that differ, and a last window that hangs over the edge.</summary>
public readonly struct CeilPool : ITestPool
{
    public static int Channels => 16;

    public static int InHeight => 8;

    public static int InWidth => 7;

    public static int OutHeight => 4;

    public static int OutWidth => 4;

    public static int KernelHeight => 3;

    public static int KernelWidth => 2;

    public static int StrideHeight => 2;

    public static int StrideWidth => 2;

    public static int PaddingHeight => 1;

    public static bool CountsPadding => false;
}

/// <summary>Dilation, and windows that skip rows.</summary>
public readonly struct DilatedPool : ITestPool
{
    public static int Channels => 5;

    public static int InHeight => 13;

    public static int InWidth => 10;

    public static int OutHeight => 3;

    public static int OutWidth => 8;

    public static int KernelHeight => 2;

    public static int KernelWidth => 2;

    public static int StrideHeight => 5;

    public static int StrideWidth => 1;

    public static int PaddingHeight => 1;

    public static int PaddingWidth => 1;

    public static int DilationHeight => 2;

    public static int DilationWidth => 3;
}

/// <summary>A window whose positions do not fit in a byte.</summary>
public readonly struct LargePool : ITestPool
{
    public static int Channels => 17;

    public static int InHeight => 20;

    public static int InWidth => 18;

    public static int OutHeight => 2;

    public static int OutWidth => 1;

    public static int KernelHeight => 17;

    public static int KernelWidth => 18;

    public static int StrideHeight => 3;

    public static int StrideWidth => 1;
}

public abstract class PoolingTests<TShape>
    where TShape : struct, IPool2dShape
{
    private const int Batch = 3;
    private readonly double[] input = Numbers.Random(Batch * PoolingReference<TShape>.InputCount, seed: 1);
    private readonly double[] outputGradient = Numbers.Random(Batch * PoolingReference<TShape>.OutputCount, seed: 2);

    private static bool HasDilation => TShape.DilationHeight > 1 || TShape.DilationWidth > 1;

    [Fact]
    public void Reference_gradients_match_differences()
    {
        Numbers.AssertGradient(
            () => Numbers.Dot(PoolingReference<TShape>.Max(Batch, input).Output, outputGradient),
            input,
            PoolingReference<TShape>.MaxBackward(Batch, input, outputGradient));
        Numbers.AssertGradient(
            () => Numbers.Dot(PoolingReference<TShape>.Average(Batch, input), outputGradient),
            input,
            PoolingReference<TShape>.AverageBackward(Batch, outputGradient));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Max_and_its_gradient(bool accumulate)
    {
        // Few distinct values make many ties: the first one wins.
        var rough = input.Select(value => Math.Round(value * 2)).ToArray();
        var expected = PoolingReference<TShape>.MaxBackward(Batch, rough, outputGradient);
        KernelRun.Check(
            Batch,
            default,
            [rough, outputGradient],
            [
                Numbers.Unset(outputGradient.Length),
                Numbers.Unset(((Batch * MaxPool2dKernel<TShape>.ArgmaxBytesPerImage) + 3) / 4),
                accumulate ? input : Numbers.Unset(input.Length),
            ],
            [PoolingReference<TShape>.Max(Batch, rough).Output],
            (context, inputs, outputs, _) =>
            {
                MaxPool2dKernel<TShape>.Forward(context, inputs[0], outputs[0], outputs[1]);
                MaxPool2dKernel<TShape>.Backward(context, inputs[1], outputs[1], outputs[2], accumulate);
            });
        KernelRun.Check(
            Batch,
            default,
            [rough, outputGradient],
            [
                accumulate ? input : Numbers.Unset(input.Length),
                Numbers.Unset(outputGradient.Length),
                Numbers.Unset(((Batch * MaxPool2dKernel<TShape>.ArgmaxBytesPerImage) + 3) / 4),
            ],
            [accumulate ? Numbers.Add(expected, input) : expected],
            (context, inputs, outputs, _) =>
            {
                MaxPool2dKernel<TShape>.Forward(context, inputs[0], outputs[1], outputs[2]);
                MaxPool2dKernel<TShape>.Backward(context, inputs[1], outputs[2], outputs[0], accumulate);
            });
    }

    [Fact]
    public unsafe void Max_keeps_positions()
    {
        var rough = input.Select(value => Math.Round(value * 2)).ToArray();
        var expected = PoolingReference<TShape>.Max(Batch, rough).Argmax;
        using var source = new TestBuffer(rough);
        using var output = new TestBuffer(outputGradient.Length);
        using var argmax = new TestBuffer(((Batch * MaxPool2dKernel<TShape>.ArgmaxBytesPerImage) + 3) / 4);
        using var threads = new CpuThreads(2);
        MaxPool2dKernel<TShape>.Forward(new(Batch, threads, VectorWidths.Widest), source.Operand, output.Operand, argmax.Operand);
        var bytes = MemoryMarshal.AsBytes(argmax.Values);
        var wide = TShape.KernelHeight * TShape.KernelWidth > 256;
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], wide ? MemoryMarshal.Cast<byte, ushort>(bytes)[i] : bytes[i]);
    }

    [Fact]
    public void Max_without_positions() =>
        KernelRun.Check(
            Batch,
            default,
            [input],
            [Numbers.Unset(outputGradient.Length)],
            [PoolingReference<TShape>.Max(Batch, input).Output],
            (context, inputs, outputs, _) => MaxPool2dKernel<TShape>.Forward(context, inputs[0], outputs[0], CpuBuffer.None));

    [Fact]
    public void Max_passes_NaN_on()
    {
        using var threads = new CpuThreads(1);
        foreach (var width in new[] { VectorWidth.Scalar, VectorWidths.Widest })
        {
            using var source = new TestBuffer(input);
            using var output = new TestBuffer(outputGradient.Length);
            source.Values[0] = float.NaN;
            MaxPool2dKernel<TShape>.Forward(new(Batch, threads, width), source.Operand, output.Operand, CpuBuffer.None);
            source.Values[0] = 0;
            var expected = PoolingReference<TShape>.Max(Batch, [.. input.Select((value, i) => i == 0 ? double.NaN : value)]).Output;
            Assert.Equal(expected.Select(double.IsNaN), output.ToArray().Select(float.IsNaN));
        }
    }

    [Fact]
    public void Average()
    {
        if (HasDilation)
            return;
        KernelRun.Check(
            Batch,
            default,
            [input],
            [Numbers.Unset(outputGradient.Length)],
            [PoolingReference<TShape>.Average(Batch, input)],
            (context, inputs, outputs, _) => AvgPool2dKernel<TShape>.Forward(context, inputs[0], outputs[0]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Average_gradient(bool accumulate)
    {
        if (HasDilation)
            return;
        var expected = PoolingReference<TShape>.AverageBackward(Batch, outputGradient);
        KernelRun.Check(
            Batch,
            default,
            [outputGradient],
            [accumulate ? input : Numbers.Unset(input.Length)],
            [accumulate ? Numbers.Add(expected, input) : expected],
            (context, inputs, outputs, _) => AvgPool2dKernel<TShape>.Backward(context, inputs[0], outputs[0], accumulate));
    }
}

public class StemPoolTests : PoolingTests<StemPool>;

public class CeilPoolTests : PoolingTests<CeilPool>;

public class DilatedPoolTests : PoolingTests<DilatedPool>;

public class LargePoolTests : PoolingTests<LargePool>;
