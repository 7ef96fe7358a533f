using ShapeNet;

namespace Fcn.Networks;

/// <summary>Two 3×3 convolutions and a residual that keeps the shape (He et al. 2016, Fig. 2).</summary>
[Block, Init(Initializer.KaimingNormal, Mode = FanMode.FanOut)]
public partial record BasicBlock(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    [Add(Layer.Input)] Add Sum,
    ReLU Relu2);

/// <summary>As <see cref="BasicBlock"/>, halving rows and columns; a 1×1 convolution takes the residual along.</summary>
[Block, Init(Initializer.KaimingNormal, Mode = FanMode.FanOut)]
public partial record DownsampleBlock(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Stride = 2, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    [From(Layer.Input), Name("downsample.0"), Conv2d(nameof(Channels), Stride = 2, Bias = false)] Conv2d DownsampleConv,
    [Name("downsample.1")] BatchNorm2d DownsampleBn,
    [Add(nameof(Bn2))] Add Sum,
    ReLU Relu2);

/// <summary>A stage of ResNet-18: a block that halves rows and columns, and one that keeps them.</summary>
[Block]
public partial record Stage(
    int Channels,
    [With(nameof(Channels)), Name("0")] DownsampleBlock First,
    [With(nameof(Channels)), Name("1")] BasicBlock Second);
