namespace ShapeNet.Networks.Tests.Networks;

/// <summary>A residual that keeps the shape.</summary>
[Block]
public partial record BasicBlock(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    [Add(Layer.Input)] Add Sum,
    ReLU Relu2);

/// <summary>Both branches end with batch normalisation.</summary>
[Block]
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

/// <summary>A block of blocks.</summary>
[Block]
public partial record Stage(
    int Channels,
    [With(nameof(Channels)), Name("0")] DownsampleBlock First,
    [With(nameof(Channels)), Name("1")] BasicBlock Second);

/// <summary>A residual network in small, with one label for each image.</summary>
[Network, Input(3, 17, 21)]
public partial record TinyResNet(
    [Conv2d(6, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d MaxPool,
    [With(6), Repeat(2)] BasicBlock Layer1,
    [With(8)] Stage Layer2,
    GlobalAvgPool2d AvgPool,
    Flatten Flat,
    [Linear(7)] Linear Fc);

/// <summary>
/// Convolutions whose own input is added to what they make. In inference sum and convolution are one kernel, which must not write over the input
/// that it still reads, though nothing else reads it any more.
/// </summary>
[Network, Input(3, 19, 23)]
public partial record ShortSkips(
    [Conv2d(6, Kernel = 3, Padding = 1)] Conv2d Stem,
    [Conv2d(6, Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    [Add(nameof(Stem))] Add Sum1,
    ReLU Relu1,
    [Conv2d(6)] Conv2d Conv2,
    [Add(nameof(Relu1))] Add Sum2,
    [Conv2d(6, Kernel = 3, Padding = 1, Groups = 6)] Conv2d Conv3,
    [Add(nameof(Sum2))] Add Sum3,
    ReLU Relu3,
    [Conv2d(4)] Conv2d Head);

/// <summary>An FCN-16s in small: a score at half the depth is added on the way back to the image's size.</summary>
[Network, Input(3, 18, 22)]
public partial record TinyFcn(
    [Conv2d(6, Kernel = 3, Stride = 2, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [With(8)] DownsampleBlock Layer1,
    [With(10)] DownsampleBlock Layer2,
    [Conv2d(4)] Conv2d FinalConv,
    [ConvTranspose2d(4, Kernel = new[] { 3, 4 }, Stride = 2, Padding = 1)] ConvTranspose2d Enlarge,
    [From(nameof(Layer1)), Conv2d(4)] Conv2d ScoreLayer1,
    [Add(nameof(Enlarge))] Add Sum,
    [ConvTranspose2d(4, Kernel = 6, Stride = 4, Padding = 2), Shape(4, 18, 22)] ConvTranspose2d TransposeConv);

/// <summary>An inverted residual (Sandler et al. 2018): its depthwise convolution is folded with its batch normalisation.</summary>
[Block]
public partial record InvertedResidual(
    int Expanded,
    int Channels,
    [Conv2d(nameof(Expanded), Bias = false)] Conv2d Expand,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Expanded), Kernel = 3, Padding = 1, Groups = nameof(Expanded), Bias = false)] Conv2d Depthwise,
    BatchNorm2d Bn2,
    ReLU Relu2,
    [Conv2d(nameof(Channels), Bias = false)] Conv2d Project,
    BatchNorm2d Bn3,
    [Add(Layer.Input)] Add Sum);

/// <summary>A MobileNet in small; a grouped convolution has a bias before its batch normalisation.</summary>
[Network, Input(3, 11, 9)]
public partial record TinyMobileNet(
    [Conv2d(6, Kernel = 3, Stride = 2, Padding = 1, Bias = false)] Conv2d Stem,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [With(18, 6), Repeat(2)] InvertedResidual Blocks,
    [Conv2d(12, Kernel = 3, Stride = 2, Padding = 1, Groups = 3)] Conv2d Conv2,
    BatchNorm2d Bn2,
    ReLU Relu2,
    GlobalAvgPool2d Pool,
    Flatten Flat,
    [Linear(5)] Linear Head);
