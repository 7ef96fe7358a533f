using System.Collections.Immutable;
using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime.Tests.Networks;

/// <summary>
/// What the generator would emit for 3×5×7 → Conv2d(6, 3×3, padding 1, no bias) → BatchNorm2d → ReLU → Conv2d(4) → 4×5×7,
/// with a loss for each position.
/// </summary>
internal static class TinySegmenter
{
    private static readonly Offsets Parameters = new();
    private static readonly long ConvWeight = Parameters.Take(6 * 3 * 3 * 3);
    private static readonly long BnWeight = Parameters.Take(6);
    private static readonly long BnBias = Parameters.Take(6);
    private static readonly long HeadWeight = Parameters.Take(4 * 6);
    private static readonly long HeadBias = Parameters.Take(4);

    private static readonly Offsets Buffers = new();
    private static readonly long RunningMean = Buffers.Take(6);
    private static readonly long RunningVariance = Buffers.Take(6);

    public static NetworkDefinition Definition { get; } = new()
    {
        Name = "TinySegmenter",
        InputShape = [3, 5, 7],
        OutputShape = [4, 5, 7],
        Parameters =
        [
            new("conv1.weight", [6, 3, 3, 3], ParameterLayout.Kernel2d, ConvWeight, new(Initializer.KaimingNormal, 27, 54, FanMode.FanOut)),
            new("bn1.weight", [6], ParameterLayout.Vector, BnWeight, new(Initializer.Ones, 1, 1)),
            new("bn1.bias", [6], ParameterLayout.Vector, BnBias, new(Initializer.Zeros, 1, 1)),
            new("head.weight", [4, 6, 1, 1], ParameterLayout.Kernel2d, HeadWeight, new(Initializer.XavierUniform, 6, 4)),
            new("head.bias", [4], ParameterLayout.Vector, HeadBias, new(Initializer.Default, 6, 4)),
        ],
        Buffers =
        [
            new("bn1.running_mean", [6], RunningMean, 0),
            new("bn1.running_var", [6], RunningVariance, 1),
        ],
        Layers =
        [
            new("Conv1", "Conv2d", "3×3, padding 1, no bias", ["3×5×7"], "6×5×7", 162, 5670, 0, [""]),
            new("Bn1", "BatchNorm2d", "", ["6×5×7"], "6×5×7", 12, 0, 0, ["Conv1"]),
            new("Relu", "ReLU", "", ["6×5×7"], "6×5×7", 0, 0, 0, ["Bn1"]),
            new("Head", "Conv2d", "", ["6×5×7"], "4×5×7", 28, 840, 0, ["Relu"]),
        ],
        TrainingMemory = Training.Memory,
        InferenceMemory = Inference.Memory,
        CpuTraining = new Training(),
        CpuInference = new Inference(),
        ParameterFloats = Parameters.Total,
        BufferFloats = Buffers.Total,
    };

    public static Trainer<S3x5x7, S4x5x7, S5x7> Train(Device device, int capacity, ulong seed = 0) => new(Definition, device, capacity, seed);

    public static Predictor<S3x5x7, S4x5x7> Run(Device device, int capacity) => new(Definition, device, capacity);

    private readonly struct Conv1 : IConv2dShape
    {
        public static int InChannels => 3;
        public static int InHeight => 5;
        public static int InWidth => 7;
        public static int OutChannels => 6;
        public static int OutHeight => 5;
        public static int OutWidth => 7;
        public static int KernelHeight => 3;
        public static int KernelWidth => 3;
        public static int StrideHeight => 1;
        public static int StrideWidth => 1;
        public static int PaddingHeight => 1;
        public static int PaddingWidth => 1;
        public static int DilationHeight => 1;
        public static int DilationWidth => 1;
        public static int Groups => 1;
    }

    private readonly struct Head : IConv2dShape
    {
        public static int InChannels => 6;
        public static int InHeight => 5;
        public static int InWidth => 7;
        public static int OutChannels => 4;
        public static int OutHeight => 5;
        public static int OutWidth => 7;
        public static int KernelHeight => 1;
        public static int KernelWidth => 1;
        public static int StrideHeight => 1;
        public static int StrideWidth => 1;
        public static int PaddingHeight => 0;
        public static int PaddingWidth => 0;
        public static int DilationHeight => 1;
        public static int DilationWidth => 1;
        public static int Groups => 1;
    }

    private readonly struct Bn1 : IBatchNorm2dShape
    {
        public static int Channels => 6;
        public static int Height => 5;
        public static int Width => 7;
        public static float Epsilon => 1e-5f;
        public static float Momentum => 0.1f;
        public static bool AddsResidual => false;
        public static bool AppliesReLU => true;
    }

    private readonly struct Logits : IChannelShape
    {
        public static int Channels => 4;
        public static int Height => 5;
        public static int Width => 7;
    }

    private sealed class Training : CpuTrainingProgram
    {
        private static readonly Offsets PerImage = new();
        private static readonly long Input = PerImage.Take(105);
        private static readonly long Convolved = PerImage.Take(210);
        private static readonly long Normalized = PerImage.Take(210);
        private static readonly long Output = PerImage.Take(140);
        private static readonly long Gradient = PerImage.Take(210);
        private static readonly long ImageScratch = PerImage.Take(512);

        private static readonly Offsets Fixed = new();
        private static readonly long Mean = Fixed.Take(6);
        private static readonly long InverseDeviation = Fixed.Take(6);
        private static readonly long FixedScratch = Fixed.Take(4096);

        public static MemoryPlan Memory { get; } = new(Fixed.Total, PerImage.Total, Fixed.Total, PerImage.Total, Input, Output);

        public override void Forward(CpuRun run)
        {
            Conv2dKernel<Conv1>.Forward(
                run, run.PerImage(Input), run.Parameter(ConvWeight), CpuBuffer.None, run.PerImage(Convolved), run.Fixed(FixedScratch));
            BatchNorm2dKernel<Bn1>.Statistics(
                run, run.PerImage(Convolved), run.Fixed(Mean), run.Fixed(InverseDeviation), run.Running(RunningMean),
                run.Running(RunningVariance), run.PerImage(ImageScratch));
            BatchNorm2dKernel<Bn1>.Apply(
                run, run.PerImage(Convolved), run.Fixed(Mean), run.Fixed(InverseDeviation), run.Parameter(BnWeight), run.Parameter(BnBias),
                CpuBuffer.None, run.PerImage(Normalized));
            Conv2dKernel<Head>.Forward(
                run, run.PerImage(Normalized), run.Parameter(HeadWeight), run.Parameter(HeadBias), run.PerImage(Output), run.Fixed(FixedScratch));
        }

        public override void Backward(CpuRun run)
        {
            SoftmaxCrossEntropyKernel<Logits>.Run(
                run, run.PerImage(Output), run.Labels, run.IgnoreLabel, run.PerImage(Output), run.Losses, run.Correct, run.Counted,
                run.PerImage(ImageScratch));
            ChannelSumKernel<Logits>.Run(run, run.PerImage(Output), run.Gradient(HeadBias), run.PerImage(ImageScratch));
            Conv2dKernel<Head>.WeightGradient(
                run, run.PerImage(Normalized), run.PerImage(Output), run.Gradient(HeadWeight), run.Fixed(FixedScratch));
            Conv2dKernel<Head>.DataGradient(
                run, run.PerImage(Output), run.Parameter(HeadWeight), CpuBuffer.None, run.PerImage(Gradient), accumulate: false,
                run.Fixed(FixedScratch));
            BatchNorm2dKernel<Bn1>.BackwardReduce(
                run, run.PerImage(Gradient), run.PerImage(Normalized), run.PerImage(Convolved), run.Fixed(Mean), run.Fixed(InverseDeviation),
                run.Gradient(BnWeight), run.Gradient(BnBias), CpuBuffer.None, run.PerImage(ImageScratch));
            BatchNorm2dKernel<Bn1>.BackwardApply(
                run, run.PerImage(Gradient), run.PerImage(Normalized), run.PerImage(Convolved), run.Fixed(Mean), run.Fixed(InverseDeviation),
                run.Parameter(BnWeight), run.Gradient(BnWeight), run.Gradient(BnBias), run.PerImage(Gradient), accumulate: false);
            Conv2dKernel<Conv1>.WeightGradient(
                run, run.PerImage(Input), run.PerImage(Gradient), run.Gradient(ConvWeight), run.Fixed(FixedScratch));
        }
    }

    private sealed class Inference : CpuInferenceProgram
    {
        private static readonly Offsets PerImage = new();
        private static readonly long Hidden = PerImage.Take(210);

        private static readonly Offsets Fixed = new();
        private static readonly long FixedScratch = Fixed.Take(4096);

        private static readonly Offsets Folded = new();
        private static readonly long Factors = Folded.Take(6);
        private static readonly long FoldedBias = Folded.Take(6);

        public static MemoryPlan Memory { get; } = new(Fixed.Total, PerImage.Total, Fixed.Total, PerImage.Total, InputOffset: 0, OutputOffset: 0);

        public override long PreparedFloats => Folded.Total;

        public override void Prepare(CpuRun run) =>
            BatchNormFold.Factors(
                run, 6, 1e-5f, CpuBuffer.None, run.Parameter(BnWeight), run.Parameter(BnBias), run.Running(RunningMean),
                run.Running(RunningVariance), run.Prepared(Factors), run.Prepared(FoldedBias));

        public override void Forward(CpuRun run)
        {
            Conv2dKernel<Conv1>.ForwardScaled(
                run, run.Input, run.Parameter(ConvWeight), run.Prepared(Factors), run.Prepared(FoldedBias), CpuBuffer.None, relu: true,
                run.PerImage(Hidden), run.Fixed(FixedScratch));
            Conv2dKernel<Head>.Forward(
                run, run.PerImage(Hidden), run.Parameter(HeadWeight), run.Parameter(HeadBias), run.Output, run.Fixed(FixedScratch));
        }
    }
}
