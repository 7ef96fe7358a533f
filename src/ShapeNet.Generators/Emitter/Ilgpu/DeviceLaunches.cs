using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Turns a launch of the plan into launches of emitted kernels: the variant that its operands ask for, and its grid.</summary>
internal static class DeviceLaunches
{
    public static IEnumerable<DeviceLaunch> Of(Launch launch) => Lower(launch).Select((lowered, index) => lowered with { IsFirst = index == 0 });

    private static IEnumerable<DeviceLaunch> Lower(Launch launch) => (launch.Kernel, launch.Method) switch
    {
        ("Conv2dKernel", "Forward" or "ForwardFused") => Forward(launch, launch.Shape!),
        ("Conv2dKernel", "DataGradient") => DataGradient(launch, launch.Shape!),
        ("Conv2dKernel", "WeightGradient") => WeightGradient(launch, launch.Shape!),
        ("LinearKernel", "Forward") => Forward(launch, AsConvolution(launch.Shape!)),
        ("LinearKernel", "DataGradient") => DataGradient(launch, AsConvolution(launch.Shape!)),
        ("LinearKernel", "WeightGradient") => WeightGradient(launch, AsConvolution(launch.Shape!)),
        ("ChannelSumKernel", "Run") => ChannelSum(launch),
        ("BatchNorm2dKernel", "Statistics") => Statistics(launch),
        ("BatchNorm2dKernel", "Apply") => [Elementwise(launch, ElementwiseKernels.BatchNormApply(launch.Shape!, usesRunning: false))],
        ("BatchNorm2dKernel", "Normalize") => [Elementwise(launch, ElementwiseKernels.BatchNormApply(launch.Shape!, usesRunning: true))],
        ("BatchNorm2dKernel", "BackwardReduce") => BackwardReduce(launch),
        ("BatchNorm2dKernel", "BackwardApply") =>
            [Elementwise(launch, ElementwiseKernels.BatchNormBackwardApply(launch.Shape!, Has(launch, "output"), Accumulates(launch)))],
        ("BatchNormFold", "FoldConv2d") => Fold(launch),
        ("ReLUKernel", "Forward") => [Elementwise(launch, ElementwiseKernels.ReLU(launch.Shape!))],
        ("ReLUKernel", "Backward") => [Elementwise(launch, ElementwiseKernels.ReLUBackward(launch.Shape!, Accumulates(launch)))],
        ("AddKernel", "Run") => [Elementwise(launch, ElementwiseKernels.Add(launch.Shape!, Literal(launch, "relu") == "true"))],
        ("CopyKernel", "Run") => [Elementwise(launch, ElementwiseKernels.Copy(launch.Shape!, accumulate: false))],
        ("AccumulateKernel", "Run") => [Elementwise(launch, ElementwiseKernels.Copy(launch.Shape!, accumulate: true))],
        ("DropoutKernel", "Forward") => [Dropout(launch, "input", "output")],
        ("DropoutKernel", "Backward") => [Dropout(launch, "outputGradient", "inputGradient")],
        ("MaxPool2dKernel", "Forward") => [Flat(launch, PoolingKernels.MaxForward(launch.Shape!, Has(launch, "argmax")), PoolingKernels.ForwardGrid(launch.Shape!))],
        ("MaxPool2dKernel", "Backward") => [Flat(launch, PoolingKernels.MaxBackward(launch.Shape!, Accumulates(launch)), PoolingKernels.BackwardGrid(launch.Shape!))],
        ("AvgPool2dKernel", "Forward") => [Flat(launch, PoolingKernels.AverageForward(launch.Shape!), PoolingKernels.ForwardGrid(launch.Shape!))],
        ("AvgPool2dKernel", "Backward") => [Flat(launch, PoolingKernels.AverageBackward(launch.Shape!, Accumulates(launch)), PoolingKernels.BackwardGrid(launch.Shape!))],
        ("GlobalAvgPool2dKernel", "Forward") => [Flat(launch, PoolingKernels.GlobalAverage(launch.Shape!), PoolingKernels.GlobalAverageGrid(launch.Shape!))],
        ("GlobalAvgPool2dKernel", "Backward") =>
            [Flat(launch, PoolingKernels.GlobalAverageBackward(launch.Shape!, Accumulates(launch)), PoolingKernels.GlobalAverageBackwardGrid(launch.Shape!))],
        ("FlattenKernel", "Forward") => [Flat(launch, CopyKernels.Flatten(launch.Shape!), PoolingKernels.GlobalAverageBackwardGrid(launch.Shape!))],
        ("FlattenKernel", "Backward") => [Flat(launch, CopyKernels.Unflatten(launch.Shape!, Accumulates(launch)), PoolingKernels.GlobalAverageBackwardGrid(launch.Shape!))],
        ("BoxCopyKernel", "Extract") => [Flat(launch, CopyKernels.Extract(launch.Shape!, Accumulates(launch)), CopyKernels.BoxGrid(launch.Shape!))],
        ("BoxCopyKernel", "Insert") => [Flat(launch, CopyKernels.Insert(launch.Shape!), CopyKernels.BoxGrid(launch.Shape!))],
        ("BoxCopyKernel", "InsertZeroed") => [Flat(launch, CopyKernels.InsertZeroed(launch.Shape!, Accumulates(launch)), CopyKernels.OuterGrid(launch.Shape!))],
        ("SoftmaxCrossEntropyKernel", "Run") => Loss(launch),
        _ => throw new InvalidOperationException($"{launch.Kernel}.{launch.Method} has no ILGPU kernel"),
    };

    private static IEnumerable<DeviceLaunch> Forward(Launch launch, KernelShape shape)
    {
        var (hasBias, hasResidual, relu) = (Has(launch, "bias"), Has(launch, "residual"), Literal(launch, "relu") == "true");
        if (HasNarrowGroups(shape))
            return [Make(launch, GroupedConvolutionKernels.Forward(shape, hasBias, hasResidual, relu), GroupedConvolutionKernels.ForwardGrid(shape))];
        // Partial sums are added up and nothing else is.
        if (hasBias || hasResidual || relu || Value(launch, "scratch") is null)
            return [Make(launch, ConvolutionKernels.Forward(shape, hasBias, hasResidual, relu), ConvolutionKernels.ForwardGrid(shape))];
        var (values, parts) = (ConvolutionKernels.OutputValues(shape), ConvolutionKernels.ForwardSplits(shape));
        return
        [
            Make(launch, ConvolutionKernels.ForwardParts(shape), ConvolutionKernels.ForwardPartsGrid(shape), ("parts", "scratch")),
            Flat(launch, ReductionKernels.SumParts(values, parts, perImage: true), PoolingKernels.Grid(values), ("parts", "scratch"), ("target", "output")),
        ];
    }

    private static IEnumerable<DeviceLaunch> DataGradient(Launch launch, KernelShape shape)
    {
        var (hasBias, accumulate) = (Has(launch, "bias"), Accumulates(launch));
        if (HasNarrowGroups(shape))
            return [Make(launch, GroupedConvolutionKernels.DataGradient(shape, hasBias, accumulate), GroupedConvolutionKernels.DataGradientGrid(shape))];
        return new ConvolutionGeometry(shape).HasRuns
            ? [Make(launch, UpsamplingKernels.DataGradient(shape, hasBias, accumulate), UpsamplingKernels.DataGradientGrid(shape))]
            : [Make(launch, ConvolutionKernels.DataGradient(shape, hasBias, accumulate), ConvolutionKernels.DataGradientGrid(shape))];
    }

    private static IEnumerable<DeviceLaunch> WeightGradient(Launch launch, KernelShape shape)
    {
        var (kernel, grid) = HasNarrowGroups(shape)
            ? (GroupedWeightGradient.Kernel(shape), GroupedWeightGradient.Grid(shape))
            : (ConvolutionKernels.WeightGradient(shape), ConvolutionKernels.WeightGradientGrid(shape));
        var (values, parts) = (ConvolutionKernels.Weights(shape), ConvolutionKernels.WeightGradientSplits(shape));
        if (parts == 1)
            return [Make(launch, kernel, grid, ("parts", "weightGradient"))];
        return
        [
            Make(launch, kernel, grid, ("parts", "scratch")),
            Make(launch, ReductionKernels.SumParts(values, parts), Groups(values), ("parts", "scratch"), ("target", "weightGradient")),
        ];
    }

    private static bool HasNarrowGroups(KernelShape shape) => new ConvolutionGeometry(shape).HasNarrowGroups;

    private static IEnumerable<DeviceLaunch> ChannelSum(Launch launch)
    {
        var shape = launch.Shape!;
        yield return Make(launch, ReductionKernels.ChannelSum(shape), ReductionKernels.ChunkGrid(shape), ("parts", "scratch"));
        yield return Make(launch, ReductionKernels.CombinePairs(shape, hasSecond: false), ReductionKernels.CombineGrid(shape), ("parts", "scratch"), ("first", "sums"));
    }

    private static IEnumerable<DeviceLaunch> Statistics(Launch launch)
    {
        var shape = launch.Shape!;
        yield return Make(launch, ReductionKernels.Moments(shape), ReductionKernels.ChunkGrid(shape), ("parts", "scratch"));
        yield return Make(launch, ReductionKernels.CombineMoments(shape), ReductionKernels.CombineGrid(shape), ("parts", "scratch"));
    }

    private static IEnumerable<DeviceLaunch> BackwardReduce(Launch launch)
    {
        var shape = launch.Shape!;
        yield return Make(
            launch, ReductionKernels.BackwardReduce(shape, Has(launch, "output"), Has(launch, "residualGradient")), ReductionKernels.ChunkGrid(shape), ("parts", "scratch"));
        yield return Make(
            launch, ReductionKernels.CombinePairs(shape, hasSecond: true), ReductionKernels.CombineGrid(shape),
            ("parts", "scratch"), ("first", "shiftGradient"), ("second", "scaleGradient"));
    }

    private static IEnumerable<DeviceLaunch> Fold(Launch launch)
    {
        var channels = int.Parse(Literal(launch, "outChannels")!, System.Globalization.CultureInfo.InvariantCulture);
        var values = Value(launch, "weight")!.Floats;
        var epsilon = Literal(launch, "epsilon")!;
        yield return Make(launch, FoldKernels.Weight(channels, epsilon), Groups(values));
        yield return Make(launch, FoldKernels.Bias(channels, epsilon, Has(launch, "bias")), Groups(channels));
    }

    private static IEnumerable<DeviceLaunch> Loss(Launch launch)
    {
        var shape = launch.Shape!;
        foreach (var (kernel, groups) in LossKernels.Count(shape))
            yield return Make(launch, kernel, (groups, "1", "1"), ("parts", "scratch"));
        yield return Make(
            launch, LossKernels.Loss(shape, Has(launch, "logitsGradient")), ($"n * {LossKernels.ChunksPerImage(shape)}", "1", "1"), ("parts", "scratch"));
        yield return Make(launch, LossKernels.Combine(shape), (LossKernels.CombineGrid, "1", "1"), ("parts", "scratch"));
    }

    private static DeviceLaunch Dropout(Launch launch, string source, string target) => Flat(
        launch, ElementwiseKernels.Dropout(launch.Shape!, source, target, Accumulates(launch)), PoolingKernels.Grid(launch.Shape!.Int("Elements")));

    private static DeviceLaunch Elementwise(Launch launch, DeviceKernel kernel) => Flat(launch, kernel, ElementwiseKernels.Grid(launch.Shape!));

    private static DeviceLaunch Flat(Launch launch, DeviceKernel kernel, string grid, params (string Parameter, string Role)[] renames) =>
        Make(launch, kernel, (grid, "1", "1"), renames);

    /// <summary>Finds an argument for each of the kernel's parameters: the operand of its name, or the one it is renamed to.</summary>
    private static DeviceLaunch Make(Launch launch, DeviceKernel kernel, (string X, string Y, string Z) grid, params (string Parameter, string Role)[] renames)
    {
        var arguments = kernel.Parameters.Select(parameter =>
        {
            var role = renames.FirstOrDefault(rename => rename.Parameter == parameter.Name).Role ?? parameter.Name;
            if (Literal(launch, role) is { } literal)
                return new DeviceArgument(literal, "");
            var value = Value(launch, role) ?? throw new InvalidOperationException($"{kernel.Name} needs {role}, which {launch.Kernel}.{launch.Method} does not have");
            return new DeviceArgument(Address(value, parameter.Type), value.Name);
        });
        return new DeviceLaunch(kernel, grid.X, grid.Y, grid.Z, arguments.ToEquatableArray(), launch.Layer);
    }

    private static string Address(Value value, string type)
    {
        var view = value.Storage switch
        {
            Storage.Labels or Storage.Losses or Storage.Correct or Storage.Counted => $"run.{value.Storage}",
            var storage => $"run.{storage}({NetworkFile.Number(value.Offset)}, {NetworkFile.Number(value.Floats)})",
        };
        return type is "ArrayView<byte>" or "ArrayView<ushort>"
            ? $"{view}.Cast<{type.Substring("ArrayView<".Length).TrimEnd('>')}>()"
            : view;
    }

    private static (string X, string Y, string Z) Groups(long threads) =>
        (NetworkFile.Number((threads + DeviceSchedule.GroupSize - 1) / DeviceSchedule.GroupSize), "1", "1");

    private static Operand? Find(Launch launch, string role) => launch.Operands.FirstOrDefault(operand => operand.Role == role);

    private static Value? Value(Launch launch, string role) => Find(launch, role)?.Value;

    private static string? Literal(Launch launch, string role) => Find(launch, role)?.Literal;

    private static bool Has(Launch launch, string role) => Value(launch, role) is not null;

    private static bool Accumulates(Launch launch) => launch.Operands.Any(operand => operand.SaysAccumulate && operand.Access == Access.Accumulate);

    /// <summary>A fully connected layer is a 1×1 convolution of one pixel.</summary>
    private static KernelShape AsConvolution(KernelShape linear) => Conv2dOp.Shape(
        TensorShape.Image(linear.Int("InFeatures"), 1, 1), TensorShape.Image(linear.Int("OutFeatures"), 1, 1),
        new Window(Pair.Both(1), Pair.Both(1), Pair.Both(0), Pair.Both(1)), groups: 1);
}
