using ShapeNet.Runtime.Cpu;

namespace KernelBench;

/// <summary>The convolutions of the fully convolutional ResNet-18 on 320×480 images, in all three directions.</summary>
internal static class ConvolutionBench
{
    public static void Run(Bench bench)
    {
        Run<Stem>(bench, "conv1 3>64 7x7/2");
        Run<Layer1>(bench, "layer1 64>64 3x3");
        Run<Layer2First>(bench, "layer2 64>128 3x3/2");
        Run<Layer2>(bench, "layer2 128>128 3x3");
        Run<Layer2Downsample>(bench, "layer2 64>128 1x1/2");
        Run<Layer3First>(bench, "layer3 128>256 3x3/2");
        Run<Layer3>(bench, "layer3 256>256 3x3");
        Run<Layer3Downsample>(bench, "layer3 128>256 1x1/2");
        Run<Layer4First>(bench, "layer4 256>512 3x3/2");
        Run<Layer4>(bench, "layer4 512>512 3x3");
        Run<Layer4Downsample>(bench, "layer4 256>512 1x1/2");
        Run<Head>(bench, "head 512>21 1x1");
        Run<Transposed>(bench, "transposed 21>21 64x64/32");
    }

    private static void Run<TShape>(Bench bench, string name)
        where TShape : struct, IConv2dShape
    {
        if (!bench.Wants(name + " forward") && !bench.Wants(name + " data") && !bench.Wants(name + " weights"))
            return;
        var batch = bench.Context.Batch;
        var weights = (long)TShape.KernelHeight * TShape.KernelWidth * TShape.InChannels * TShape.OutChannels;
        var inputs = (long)batch * TShape.InHeight * TShape.InWidth * TShape.InChannels;
        var outputs = (long)batch * TShape.OutHeight * TShape.OutWidth * TShape.OutChannels;
        var flops = 2.0 * batch * TShape.OutHeight * TShape.OutWidth * weights;
        var scratchSize = Math.Max(
            Conv2dKernel<TShape>.ForwardScratch().Floats(batch),
            Math.Max(Conv2dKernel<TShape>.DataGradientScratch().Floats(batch), Conv2dKernel<TShape>.WeightGradientScratch().Floats(batch)));
        CpuBuffer input = Bench.Buffer(inputs), output = Bench.Buffer(outputs), weight = Bench.Buffer(weights), scratch = Bench.Buffer(scratchSize);
        bench.Measure(name + " forward", flops, 0, () =>
            Conv2dKernel<TShape>.Forward(bench.Context, input, weight, CpuBuffer.None, output, scratch));
        bench.Measure(name + " data", flops, 0, () =>
            Conv2dKernel<TShape>.DataGradient(bench.Context, output, weight, CpuBuffer.None, input, accumulate: false, scratch));
        bench.Measure(name + " weights", flops, 0, () =>
            Conv2dKernel<TShape>.WeightGradient(bench.Context, input, output, weight, scratch));
        Bench.Free(input, output, weight, scratch);
    }
}
