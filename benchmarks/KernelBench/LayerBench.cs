using ShapeNet.Runtime.Cpu;

namespace KernelBench;

/// <summary>The layers that memory limits: normalisation, pooling, loss, update.</summary>
internal static class LayerBench
{
    public static void Run(Bench bench)
    {
        Norm<StemNorm>(bench, "bn conv1");
        Norm<Layer1Norm>(bench, "bn layer1 residual");
        Pool<StemPool>(bench, "maxpool");
        Loss<Logits>(bench, "cross-entropy");
        Update(bench, 11_300_000);
    }

    private static void Norm<TShape>(Bench bench, string name)
        where TShape : struct, IBatchNorm2dShape
    {
        if (!bench.Wants(name))
            return;
        var count = (long)bench.Context.Batch * TShape.Channels * TShape.Height * TShape.Width;
        CpuBuffer input = Bench.Buffer(count), output = Bench.Buffer(count), gradient = Bench.Buffer(count), residual = Bench.Buffer(count);
        CpuBuffer mean = Bench.Buffer(TShape.Channels), deviation = Bench.Buffer(TShape.Channels);
        CpuBuffer scale = Bench.Buffer(TShape.Channels), shift = Bench.Buffer(TShape.Channels);
        CpuBuffer scaleGradient = Bench.Buffer(TShape.Channels), shiftGradient = Bench.Buffer(TShape.Channels);
        var scratch = Bench.Buffer(BatchNorm2dKernel<TShape>.StatisticsScratch().Floats(bench.Context.Batch));
        var bytes = count * sizeof(float);
        var added = TShape.AddsResidual;
        bench.Measure(name + " statistics", 0, bytes, () => BatchNorm2dKernel<TShape>.Statistics(
            bench.Context, input, mean, deviation, scaleGradient, shiftGradient, scratch));
        bench.Measure(name + " apply", 0, bytes * (added ? 3 : 2), () => BatchNorm2dKernel<TShape>.Apply(
            bench.Context, input, mean, deviation, scale, shift, residual, output));
        bench.Measure(name + " reduce", 0, bytes * (added ? 4 : 3), () => BatchNorm2dKernel<TShape>.BackwardReduce(
            bench.Context, gradient, output, input, mean, deviation, scaleGradient, shiftGradient, residual, scratch));
        bench.Measure(name + " backward", 0, bytes * (added ? 3 : 4), () => BatchNorm2dKernel<TShape>.BackwardApply(
            bench.Context, gradient, added ? CpuBuffer.None : output, input, mean, deviation, scale, scaleGradient, shiftGradient, gradient,
            accumulate: false));
        Bench.Free(input, output, gradient, residual, mean, deviation, scale, shift, scaleGradient, shiftGradient, scratch);
    }

    private static void Pool<TShape>(Bench bench, string name)
        where TShape : struct, IPool2dShape
    {
        if (!bench.Wants(name))
            return;
        var inputs = (long)bench.Context.Batch * TShape.Channels * TShape.InHeight * TShape.InWidth;
        var outputs = (long)bench.Context.Batch * TShape.Channels * TShape.OutHeight * TShape.OutWidth;
        CpuBuffer input = Bench.Buffer(inputs), output = Bench.Buffer(outputs), argmax = Bench.Buffer((outputs + 3) / 4);
        var bytes = ((inputs + outputs) * sizeof(float)) + outputs;
        bench.Measure(name + " forward", 0, bytes, () => MaxPool2dKernel<TShape>.Forward(bench.Context, input, output, argmax));
        bench.Measure(name + " backward", 0, bytes, () =>
            MaxPool2dKernel<TShape>.Backward(bench.Context, output, argmax, input, accumulate: false));
        Bench.Free(input, output, argmax);
    }

    private static unsafe void Loss<TShape>(Bench bench, string name)
        where TShape : struct, IChannelShape
    {
        if (!bench.Wants(name))
            return;
        var pixels = (long)bench.Context.Batch * TShape.Height * TShape.Width;
        CpuBuffer logits = Bench.Buffer(pixels * TShape.Channels), gradient = Bench.Buffer(pixels * TShape.Channels);
        CpuBuffer labels = Bench.Buffer(pixels), results = Bench.Buffer(3 * bench.Context.Batch);
        var scratch = Bench.Buffer(SoftmaxCrossEntropyKernel<TShape>.RunScratch().Floats(bench.Context.Batch));
        new Span<int>(labels.Pointer, checked((int)pixels)).Clear();
        bench.Measure(name, 0, pixels * TShape.Channels * 2 * sizeof(float), () => SoftmaxCrossEntropyKernel<TShape>.Run(
            bench.Context, logits, labels, -1, gradient, results, results, results, scratch));
        Bench.Free(logits, gradient, labels, results, scratch);
    }

    private static void Update(Bench bench, long count)
    {
        if (!bench.Wants("sgd"))
            return;
        CpuBuffer parameters = Bench.Buffer(count), gradients = Bench.Buffer(count);
        bench.Measure("sgd", 0, count * 3 * sizeof(float), () =>
            SgdKernel.Update(bench.Context, count, parameters, gradients, CpuBuffer.None, 1e-3f, 0, 1e-3f));
        Bench.Free(parameters, gradients);
    }
}
