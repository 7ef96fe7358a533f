using System.Collections.Immutable;
using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Runtime.Tests.Networks;

/// <summary>
/// What the generator would emit for 3×5×7 → Conv2d(6, 3×3, stride 2, padding 1) → ReLU → Dropout(0.5) → Flatten → Linear(10),
/// with a loss for each image.
/// </summary>
internal static class TinyClassifier
{
    private static readonly Offsets Parameters = new();
    private static readonly long ConvWeight = Parameters.Take(6 * 3 * 3 * 3);
    private static readonly long ConvBias = Parameters.Take(6);
    private static readonly long FcWeight = Parameters.Take(10 * 72);
    private static readonly long FcBias = Parameters.Take(10);

    public static NetworkDefinition Definition { get; } = new()
    {
        Name = "TinyClassifier",
        InputShape = [3, 5, 7],
        OutputShape = [10],
        Parameters =
        [
            new("conv.weight", [6, 3, 3, 3], ParameterLayout.Kernel2d, ConvWeight, new(Initializer.Default, 27, 54)),
            new("conv.bias", [6], ParameterLayout.Vector, ConvBias, new(Initializer.Default, 27, 54)),
            new("fc.weight", [10, 72], ParameterLayout.Matrix, FcWeight, new(Initializer.Default, 72, 10)),
            new("fc.bias", [10], ParameterLayout.Vector, FcBias, new(Initializer.Default, 72, 10)),
        ],
        Buffers = [],
        Layers = [],
        TrainingMemory = Training.Memory,
        InferenceMemory = Inference.Memory,
        CpuTraining = new Training(),
        CpuInference = new Inference(),
        ParameterFloats = Parameters.Total,
        BufferFloats = 0,
    };

    public static Trainer<S3x5x7, S10, Scalar> Train(Device device, int capacity, ulong seed = 0) => new(Definition, device, capacity, seed);

    public static Predictor<S3x5x7, S10> Run(Device device, int capacity) => new(Definition, device, capacity);

    private readonly struct Conv : IConv2dShape
    {
        public static int InChannels => 3;
        public static int InHeight => 5;
        public static int InWidth => 7;
        public static int OutChannels => 6;
        public static int OutHeight => 3;
        public static int OutWidth => 4;
        public static int KernelHeight => 3;
        public static int KernelWidth => 3;
        public static int StrideHeight => 2;
        public static int StrideWidth => 2;
        public static int PaddingHeight => 1;
        public static int PaddingWidth => 1;
        public static int DilationHeight => 1;
        public static int DilationWidth => 1;
        public static int Groups => 1;
    }

    private readonly struct Features : IChannelShape
    {
        public static int Channels => 6;
        public static int Height => 3;
        public static int Width => 4;
    }

    private readonly struct Drop : IDropoutShape
    {
        public static int Elements => 72;
        public static float Probability => 0.5f;
        public static int Stream => 2;
    }

    private readonly struct Fc : ILinearShape
    {
        public static int InFeatures => 72;
        public static int OutFeatures => 10;
    }

    private readonly struct Logits : IChannelShape
    {
        public static int Channels => 10;
        public static int Height => 1;
        public static int Width => 1;
    }

    private sealed class Training : CpuTrainingProgram
    {
        private static readonly Offsets PerImage = new();
        private static readonly long Input = PerImage.Take(105);
        private static readonly long Convolved = PerImage.Take(72);
        private static readonly long Dropped = PerImage.Take(72);
        private static readonly long Flat = PerImage.Take(72);
        private static readonly long Output = PerImage.Take(10);
        private static readonly long ImageScratch = PerImage.Take(512);

        private static readonly Offsets Fixed = new();
        private static readonly long FixedScratch = Fixed.Take(8192);

        public static MemoryPlan Memory { get; } = new(Fixed.Total, PerImage.Total, Fixed.Total, PerImage.Total, Input, Output);

        public override void Forward(CpuRun run)
        {
            Conv2dKernel<Conv>.ForwardFused(
                run, run.PerImage(Input), run.Parameter(ConvWeight), run.Parameter(ConvBias), CpuBuffer.None, relu: true,
                run.PerImage(Convolved), run.Fixed(FixedScratch));
            DropoutKernel<Drop>.Forward(run, run.PerImage(Convolved), run.PerImage(Dropped), run.Seed, run.Step);
            FlattenKernel<Features>.Forward(run, run.PerImage(Dropped), run.PerImage(Flat));
            LinearKernel<Fc>.Forward(
                run, run.PerImage(Flat), run.Parameter(FcWeight), run.Parameter(FcBias), run.PerImage(Output), run.Fixed(FixedScratch));
        }

        public override void Backward(CpuRun run)
        {
            SoftmaxCrossEntropyKernel<Logits>.Run(
                run, run.PerImage(Output), run.Labels, run.IgnoreLabel, run.PerImage(Output), run.Losses, run.Correct, run.Counted,
                run.PerImage(ImageScratch));
            ChannelSumKernel<Logits>.Run(run, run.PerImage(Output), run.Gradient(FcBias), run.PerImage(ImageScratch));
            LinearKernel<Fc>.WeightGradient(run, run.PerImage(Flat), run.PerImage(Output), run.Gradient(FcWeight), run.Fixed(FixedScratch));
            LinearKernel<Fc>.DataGradient(
                run, run.PerImage(Output), run.Parameter(FcWeight), run.PerImage(Flat), accumulate: false, run.Fixed(FixedScratch));
            FlattenKernel<Features>.Backward(run, run.PerImage(Flat), run.PerImage(Dropped), accumulate: false);
            DropoutKernel<Drop>.Backward(run, run.PerImage(Dropped), run.PerImage(Dropped), accumulate: false, run.Seed, run.Step);
            ReLUKernel<Features>.Backward(run, run.PerImage(Dropped), run.PerImage(Convolved), run.PerImage(Dropped), accumulate: false);
            ChannelSumKernel<Features>.Run(run, run.PerImage(Dropped), run.Gradient(ConvBias), run.PerImage(ImageScratch));
            Conv2dKernel<Conv>.WeightGradient(
                run, run.PerImage(Input), run.PerImage(Dropped), run.Gradient(ConvWeight), run.Fixed(FixedScratch));
        }
    }

    private sealed class Inference : CpuInferenceProgram
    {
        private static readonly Offsets PerImage = new();
        private static readonly long Convolved = PerImage.Take(72);
        private static readonly long Flat = PerImage.Take(72);

        private static readonly Offsets Fixed = new();
        private static readonly long FixedScratch = Fixed.Take(8192);

        public static MemoryPlan Memory { get; } = new(Fixed.Total, PerImage.Total, Fixed.Total, PerImage.Total, InputOffset: 0, OutputOffset: 0);

        public override long PreparedFloats => 0;

        public override void Prepare(CpuRun run)
        {
            // There is nothing to fold.
        }

        public override void Forward(CpuRun run)
        {
            Conv2dKernel<Conv>.ForwardFused(
                run, run.Input, run.Parameter(ConvWeight), run.Parameter(ConvBias), CpuBuffer.None, relu: true,
                run.PerImage(Convolved), run.Fixed(FixedScratch));
            FlattenKernel<Features>.Forward(run, run.PerImage(Convolved), run.PerImage(Flat));
            LinearKernel<Fc>.Forward(
                run, run.PerImage(Flat), run.Parameter(FcWeight), run.Parameter(FcBias), run.Output, run.Fixed(FixedScratch));
        }
    }
}
