using ShapeNet;

namespace Networks;

/// <summary>Two 3×3 convolutions and a residual that keeps the shape (He et al. 2016).</summary>
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

/// <summary>As <see cref="BasicBlock"/>, with a stride and a 1×1 convolution that takes the residual along.</summary>
[Block]
public partial record DownsampleBlock(
    int Channels,
    int Stride,
    [Conv2d(nameof(Channels), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    [From(Layer.Input), Name("downsample.0"), Conv2d(nameof(Channels), Stride = nameof(Stride), Bias = false)] Conv2d DownsampleConv,
    [Name("downsample.1")] BatchNorm2d DownsampleBn,
    [Add(nameof(Bn2))] Add Sum,
    ReLU Relu2);

/// <summary>A stage of ResNet-18.</summary>
[Block]
public partial record BasicStage(
    int Channels,
    [With(nameof(Channels), 2), Name("0")] DownsampleBlock First,
    [With(nameof(Channels)), Name("1")] BasicBlock Second);

/// <summary>1×1, 3×3 and 1×1 convolutions around a narrow middle, and a residual that keeps the shape.</summary>
[Block]
public partial record Bottleneck(
    int Width,
    int Channels,
    [Conv2d(nameof(Width), Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    ReLU Relu2,
    [Conv2d(nameof(Channels), Bias = false)] Conv2d Conv3,
    BatchNorm2d Bn3,
    [Add(Layer.Input)] Add Sum,
    ReLU Relu3);

/// <summary>As <see cref="Bottleneck"/>, with a stride at the 3×3 convolution and a 1×1 convolution beside it.</summary>
[Block]
public partial record DownsampleBottleneck(
    int Width,
    int Channels,
    int Stride,
    [Conv2d(nameof(Width), Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    ReLU Relu2,
    [Conv2d(nameof(Channels), Bias = false)] Conv2d Conv3,
    BatchNorm2d Bn3,
    [From(Layer.Input), Name("downsample.0"), Conv2d(nameof(Channels), Stride = nameof(Stride), Bias = false)] Conv2d DownsampleConv,
    [Name("downsample.1")] BatchNorm2d DownsampleBn,
    [Add(nameof(Bn3))] Add Sum,
    ReLU Relu3);

/// <summary>A stage of the deep ResNets: one bottleneck that changes the shape, and several that keep it.</summary>
[Block]
public partial record BottleneckStage(
    int Width,
    int Channels,
    int Stride,
    int More,
    [With(nameof(Width), nameof(Channels), nameof(Stride)), Name("0")] DownsampleBottleneck First,
    [With(nameof(Width), nameof(Channels)), Repeat(nameof(More), FirstIndex = 1), Name("")] Bottleneck Rest);
