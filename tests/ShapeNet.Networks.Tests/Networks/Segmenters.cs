namespace ShapeNet.Networks.Tests.Networks;

/// <summary>Two convolutions, each with its batch normalisation.</summary>
[Block]
public partial record DoubleConv(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    ReLU Relu2);

/// <summary>A U-Net (Ronneberger et al. 2015) in small: skips into concatenations.</summary>
[Network, Input(1, 12, 16)]
public partial record UNet(
    [With(4)] DoubleConv Encoder1,
    [MaxPool2d(2)] MaxPool2d Down1,
    [With(6)] DoubleConv Encoder2,
    [MaxPool2d(2)] MaxPool2d Down2,
    [With(8)] DoubleConv Bottom,
    [ConvTranspose2d(6, Kernel = 2, Stride = 2)] ConvTranspose2d Up2,
    [Concat(nameof(Encoder2))] Concat Skip2,
    [With(6)] DoubleConv Decoder2,
    [ConvTranspose2d(4, Kernel = 2, Stride = 2)] ConvTranspose2d Up1,
    [Concat(nameof(Encoder1))] Concat Skip1,
    [With(4)] DoubleConv Decoder1,
    [Conv2d(3), Shape(3, 12, 16)] Conv2d Head);

/// <summary>Ends in an upsampling of stride 16: on the CPU the last layer and the loss are one kernel.</summary>
[Network, Input(2, 2, 3)]
public partial record Upsampler(
    [Conv2d(5, Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [ConvTranspose2d(3, Kernel = new[] { 32, 16 }, Stride = 16, Padding = new[] { 5, 1 }), Shape(3, 38, 46)] ConvTranspose2d Enlarge);

/// <summary>
/// Strides as long as the kernel or half of it, few channels, sums over thousands of values: on the GPU phases side by side are one product, and
/// the upsampling's data gradient is summed up in parts.
/// </summary>
[Network, Input(2, 4, 8)]
public partial record Magnifier(
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(3, Kernel = 4, Stride = 4)] Conv2d Small,
    [From(nameof(Relu1)), Conv2d(3, Kernel = 4, Stride = 4, Bias = false)] Conv2d Side,
    [Add(nameof(Small))] Add Sum,
    [ConvTranspose2d(2, Kernel = 64, Stride = 32, Padding = 16), Shape(2, 32, 64)] ConvTranspose2d Enlarge);

/// <summary>A class for each position, of which many do not count.</summary>
[Network, Input(1, 7, 9)]
public partial record PixelClassifier(
    [Conv2d(5, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(3)] Conv2d Conv2);
