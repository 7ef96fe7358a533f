namespace ShapeNet.Networks.Tests.Networks;

/// <summary>Strides that drop columns, kernels and paddings that differ between rows and columns, no bias.</summary>
[Network, Input(3, 11, 14)]
public partial record StridedConvs(
    [Conv2d(6, Kernel = 3, Stride = 2, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(5, Kernel = new[] { 1, 7 }, Padding = new[] { 0, 3 }, Bias = false)] Conv2d Conv2,
    ReLU Relu2,
    [Conv2d(4, Kernel = new[] { 3, 2 }, Stride = new[] { 1, 2 }, Padding = new[] { 2, 1 }), Shape(4, 8, 4)] Conv2d Conv3);

/// <summary>One input channel, dilation, groups, a depthwise convolution with two outputs for each channel.</summary>
[Network, Input(1, 10, 13)]
public partial record GroupedConvs(
    [Conv2d(8, Kernel = 3, Padding = 2, Dilation = 2)] Conv2d Dilated,
    ReLU Relu1,
    [Conv2d(12, Kernel = 3, Padding = 1, Groups = 4)] Conv2d Grouped,
    ReLU Relu2,
    [Conv2d(24, Kernel = new[] { 3, 5 }, Padding = new[] { 1, 2 }, Stride = new[] { 2, 1 }, Groups = 12)] Conv2d Depthwise,
    ReLU Relu3,
    [Conv2d(5), Shape(5, 5, 13)] Conv2d Pointwise);

/// <summary>More channels than a vector has lanes, and a remainder.</summary>
[Network, Input(17, 5, 6)]
public partial record ManyChannels(
    [Conv2d(33, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(19)] Conv2d Conv2);

/// <summary>Transposed convolutions: output padding, dilation and groups, a stride longer than the kernel.</summary>
[Network, Input(4, 3, 4)]
public partial record TransposedConvs(
    [Conv2d(6, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [ConvTranspose2d(8, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1)] ConvTranspose2d Up1,
    ReLU Relu2,
    [ConvTranspose2d(6, Kernel = 3, Dilation = 2, Padding = new[] { 1, 2 }, Groups = 2, Bias = false)] ConvTranspose2d Up2,
    ReLU Relu3,
    [ConvTranspose2d(3, Kernel = 2, Stride = new[] { 3, 2 }), Shape(3, 23, 16)] ConvTranspose2d Up3);

/// <summary>Two transposed convolutions and a convolution read one tensor.</summary>
[Network, Input(2, 5, 6)]
public partial record SharedTransposed(
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [ConvTranspose2d(3, Kernel = 4, Stride = 2, Padding = 1)] ConvTranspose2d Up1,
    [From(nameof(Relu1)), ConvTranspose2d(3, Kernel = 2, Stride = 2)] ConvTranspose2d Up2,
    [From(nameof(Relu1)), Conv2d(5)] Conv2d Side,
    [ConvTranspose2d(3, Kernel = 2, Stride = 2, Bias = false)] ConvTranspose2d Up3,
    [Add(nameof(Up1), nameof(Up2))] Add Sum);

/// <summary>Transposed convolutions with batch normalisation behind them; a depthwise one.</summary>
[Network, Input(6, 2, 3)]
public partial record Decoder(
    [ConvTranspose2d(8, Kernel = 4, Stride = 2, Padding = 1, Bias = false)] ConvTranspose2d Up1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [ConvTranspose2d(8, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = new[] { 1, 0 }, Groups = 8)] ConvTranspose2d Up2,
    BatchNorm2d Bn2,
    ReLU Relu2,
    [Conv2d(3), Shape(3, 8, 11)] Conv2d Head);
