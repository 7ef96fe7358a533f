namespace ShapeNet.Networks.Tests.Networks;

/// <summary>
/// Depthwise convolutions whose channels are quads: strides, dilation with and without a stride, padding beyond the kernel's half,
/// large and long kernels, two readers of one tensor, a residual.
/// </summary>
[Network, Input(2, 9, 11)]
public partial record DepthwiseConvs(
    [Conv2d(12, Kernel = 3, Padding = 1)] Conv2d Stem,
    ReLU Relu1,
    [Conv2d(12, Kernel = 3, Padding = 1, Groups = 12)] Conv2d Same,
    ReLU Relu2,
    [Conv2d(12, Kernel = 3, Stride = 2, Padding = 2, Groups = 12, Bias = false)] Conv2d Halved,
    BatchNorm2d Bn,
    [From(nameof(Relu2)), Conv2d(12, Kernel = 5, Stride = 2, Padding = 3, Groups = 12)] Conv2d HalvedToo,
    [Add(nameof(Bn))] Add Sum,
    ReLU Relu3,
    [Conv2d(12, Kernel = 3, Stride = new[] { 1, 2 }, Padding = 2, Dilation = 2, Groups = 12)] Conv2d Dilated,
    ReLU Relu4,
    [Conv2d(12, Kernel = 7, Padding = 3, Groups = 12, Bias = false)] Conv2d Large,
    ReLU Relu5,
    [Conv2d(12, Kernel = new[] { 1, 11 }, Padding = new[] { 0, 5 }, Groups = 12)] Conv2d Stripe,
    ReLU Relu6,
    [Conv2d(24, Kernel = 3, Stride = 2, Padding = 1, Groups = 12)] Conv2d Doubled,
    [Conv2d(5), Shape(5, 3, 2)] Conv2d Head);

/// <summary>
/// Groups of a few channels: odd numbers, quads on one side, on both and on none, windows of many products, a kernel shorter than
/// its stride, a transposed convolution.
/// </summary>
[Network, Input(3, 9, 7)]
public partial record NarrowGroups(
    [Conv2d(9, Kernel = 3, Padding = 1)] Conv2d Stem,
    ReLU Relu1,
    [Conv2d(6, Kernel = 3, Stride = 2, Padding = 1, Groups = 3)] Conv2d Odd,
    [From(nameof(Relu1)), Conv2d(6, Stride = 2, Groups = 3)] Conv2d Shortcut,
    [Add(nameof(Odd))] Add Sum,
    ReLU Relu2,
    [Conv2d(8)] Conv2d Wider,
    ReLU Relu3,
    [Conv2d(16, Kernel = 3, Padding = 1, Groups = 2)] Conv2d Quads,
    ReLU Relu4,
    [Conv2d(8, Kernel = new[] { 3, 5 }, Padding = new[] { 1, 2 }, Groups = 2, Bias = false)] Conv2d Columns,
    ReLU Relu5,
    [Conv2d(14, Kernel = new[] { 3, 7 }, Stride = new[] { 1, 2 }, Padding = new[] { 1, 3 }, Groups = 2)] Conv2d Sevens,
    ReLU Relu6,
    [Conv2d(14, Kernel = new[] { 3, 2 }, Stride = new[] { 2, 1 }, Padding = new[] { 2, 1 }, Dilation = new[] { 2, 1 }, Groups = 14)] Conv2d Uneven,
    ReLU Relu7,
    [ConvTranspose2d(14, Kernel = 3, Stride = 2, Padding = 1, Groups = 7)] ConvTranspose2d Enlarged,
    ReLU Relu8,
    [Conv2d(4), Shape(4, 5, 5)] Conv2d Head);

/// <summary>Groups of many channels on one side or on both.</summary>
[Network, Input(2, 5, 6)]
public partial record WideGroups(
    [Conv2d(34, Kernel = 3, Padding = 1)] Conv2d Stem,
    ReLU Relu1,
    [Conv2d(40, Kernel = 3, Stride = 2, Padding = 1, Groups = 2)] Conv2d Wide,
    ReLU Relu2,
    [Conv2d(6, Kernel = 3, Padding = 1, Groups = 2)] Conv2d Narrowing,
    ReLU Relu3,
    [Conv2d(32, Groups = 2, Bias = false)] Conv2d Widening,
    ReLU Relu4,
    [Conv2d(5), Shape(5, 3, 3)] Conv2d Head);
