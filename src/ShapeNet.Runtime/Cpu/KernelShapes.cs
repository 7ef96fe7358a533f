namespace ShapeNet.Runtime.Cpu;

// The generator emits one empty struct for each distinct shape of each op, with the members below as constants.
// The JIT compiles every kernel once per struct and sees literals where these members are read.

/// <summary>Shape and hyperparameters of a 2-D convolution: C×H×W in, C×H×W out.</summary>
public interface IConv2dShape
{
    /// <summary>Input channels.</summary>
    static abstract int InChannels { get; }

    /// <summary>Input rows.</summary>
    static abstract int InHeight { get; }

    /// <summary>Input columns.</summary>
    static abstract int InWidth { get; }

    /// <summary>Output channels.</summary>
    static abstract int OutChannels { get; }

    /// <summary>Output rows.</summary>
    static abstract int OutHeight { get; }

    /// <summary>Output columns.</summary>
    static abstract int OutWidth { get; }

    /// <summary>Kernel rows.</summary>
    static abstract int KernelHeight { get; }

    /// <summary>Kernel columns.</summary>
    static abstract int KernelWidth { get; }

    /// <summary>Row stride.</summary>
    static abstract int StrideHeight { get; }

    /// <summary>Column stride.</summary>
    static abstract int StrideWidth { get; }

    /// <summary>Zero rows added above and below (a transposed convolution: rows taken away).</summary>
    static abstract int PaddingHeight { get; }

    /// <summary>Zero columns added left and right (a transposed convolution: columns taken away).</summary>
    static abstract int PaddingWidth { get; }

    /// <summary>Row distance between kernel taps.</summary>
    static abstract int DilationHeight { get; }

    /// <summary>Column distance between kernel taps.</summary>
    static abstract int DilationWidth { get; }

    /// <summary>Groups: input and output channels are split in as many independent parts.</summary>
    static abstract int Groups { get; }
}

/// <summary>Shape of an op that works on each channel by itself and keeps the shape C×H×W.</summary>
public interface IChannelShape
{
    /// <summary>Channels.</summary>
    static abstract int Channels { get; }

    /// <summary>Rows.</summary>
    static abstract int Height { get; }

    /// <summary>Columns.</summary>
    static abstract int Width { get; }
}

/// <summary>Shape and hyperparameters of 2-D batch normalisation, with what was fused behind it.</summary>
public interface IBatchNorm2dShape : IChannelShape
{
    /// <summary>Added to the variance before the square root.</summary>
    static abstract float Epsilon { get; }

    /// <summary>The weight of the new value in the running statistics.</summary>
    static abstract float Momentum { get; }

    /// <summary>Whether a residual of the same shape is added to the normalised value.</summary>
    static abstract bool AddsResidual { get; }

    /// <summary>Whether the (sum's) negative values become zero.</summary>
    static abstract bool AppliesReLU { get; }
}

/// <summary>Shape and hyperparameters of 2-D pooling.</summary>
public interface IPool2dShape
{
    /// <summary>Channels.</summary>
    static abstract int Channels { get; }

    /// <summary>Input rows.</summary>
    static abstract int InHeight { get; }

    /// <summary>Input columns.</summary>
    static abstract int InWidth { get; }

    /// <summary>Output rows.</summary>
    static abstract int OutHeight { get; }

    /// <summary>Output columns.</summary>
    static abstract int OutWidth { get; }

    /// <summary>Window rows.</summary>
    static abstract int KernelHeight { get; }

    /// <summary>Window columns.</summary>
    static abstract int KernelWidth { get; }

    /// <summary>Row stride.</summary>
    static abstract int StrideHeight { get; }

    /// <summary>Column stride.</summary>
    static abstract int StrideWidth { get; }

    /// <summary>Rows added above and below.</summary>
    static abstract int PaddingHeight { get; }

    /// <summary>Columns added left and right.</summary>
    static abstract int PaddingWidth { get; }

    /// <summary>Row distance between window positions (maximum pooling only; 1 for averages).</summary>
    static abstract int DilationHeight { get; }

    /// <summary>Column distance between window positions (maximum pooling only; 1 for averages).</summary>
    static abstract int DilationWidth { get; }

    /// <summary>Whether padded positions count in an average's divisor.</summary>
    static abstract bool CountsPadding { get; }
}

/// <summary>Shape of a convolution whose output a maximum pooling reduces.</summary>
public interface IConvMaxPool2dShape : IConv2dShape
{
    /// <summary>Rows after pooling.</summary>
    static abstract int PooledHeight { get; }

    /// <summary>Columns after pooling.</summary>
    static abstract int PooledWidth { get; }

    /// <summary>Window rows.</summary>
    static abstract int PoolHeight { get; }

    /// <summary>Window columns.</summary>
    static abstract int PoolWidth { get; }

    /// <summary>The window's row stride.</summary>
    static abstract int PoolStrideHeight { get; }

    /// <summary>The window's column stride.</summary>
    static abstract int PoolStrideWidth { get; }

    /// <summary>Rows added above and below.</summary>
    static abstract int PoolPaddingHeight { get; }

    /// <summary>Columns added left and right.</summary>
    static abstract int PoolPaddingWidth { get; }

    /// <summary>Row distance between window positions.</summary>
    static abstract int PoolDilationHeight { get; }

    /// <summary>Column distance between window positions.</summary>
    static abstract int PoolDilationWidth { get; }
}

/// <summary>Shape of a fully connected layer.</summary>
public interface ILinearShape
{
    /// <summary>Input features.</summary>
    static abstract int InFeatures { get; }

    /// <summary>Output features.</summary>
    static abstract int OutFeatures { get; }
}

/// <summary>Shape of a copy between two C×H×W tensors that overlap in a box: concatenation and cropping.</summary>
public interface IBoxCopyShape
{
    /// <summary>Channels of the box.</summary>
    static abstract int Channels { get; }

    /// <summary>Rows of the box.</summary>
    static abstract int Height { get; }

    /// <summary>Columns of the box.</summary>
    static abstract int Width { get; }

    /// <summary>Channels, rows and columns of the smaller tensor are the box itself; channels of the larger tensor.</summary>
    static abstract int OuterChannels { get; }

    /// <summary>Rows of the larger tensor.</summary>
    static abstract int OuterHeight { get; }

    /// <summary>Columns of the larger tensor.</summary>
    static abstract int OuterWidth { get; }

    /// <summary>First channel of the box in the larger tensor.</summary>
    static abstract int FirstChannel { get; }

    /// <summary>First row of the box in the larger tensor.</summary>
    static abstract int FirstRow { get; }

    /// <summary>First column of the box in the larger tensor.</summary>
    static abstract int FirstColumn { get; }
}

/// <summary>Hyperparameter of dropout.</summary>
public interface IDropoutShape
{
    /// <summary>Values in one image.</summary>
    static abstract int Elements { get; }

    /// <summary>The probability that a value becomes zero in training.</summary>
    static abstract float Probability { get; }

    /// <summary>The layer's place in the network: makes its random stream its own.</summary>
    static abstract int Stream { get; }
}
