using ShapeNet;

namespace Networks;

/// <summary>Two 3×3 convolutions, each normalised and rectified.</summary>
[Block]
public partial record DoubleConv(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    ReLU Relu2);

/// <summary>U-Net (Ronneberger et al. 2015) with padded convolutions: what goes down is concatenated on the way up.</summary>
[Network, Input(3, 96, 128)]
public partial record UNet(
    [With(16)] DoubleConv Down1,
    [MaxPool2d(2)] MaxPool2d Pool1,
    [With(32)] DoubleConv Down2,
    [MaxPool2d(2)] MaxPool2d Pool2,
    [With(64)] DoubleConv Down3,
    [MaxPool2d(2)] MaxPool2d Pool3,
    [With(128)] DoubleConv Bottom,
    [ConvTranspose2d(64, Kernel = 2, Stride = 2)] ConvTranspose2d Enlarge3,
    [Concat(nameof(Down3))] Concat Join3,
    [With(64)] DoubleConv Up3,
    [ConvTranspose2d(32, Kernel = 2, Stride = 2)] ConvTranspose2d Enlarge2,
    [Concat(nameof(Down2))] Concat Join2,
    [With(32)] DoubleConv Up2,
    [ConvTranspose2d(16, Kernel = 2, Stride = 2)] ConvTranspose2d Enlarge1,
    [Concat(nameof(Down1))] Concat Join1,
    [With(16)] DoubleConv Up1,
    [Conv2d(5), Shape(5, 96, 128)] Conv2d Scores);

/// <summary>The original U-Net's arithmetic: unpadded convolutions, and skips that are cropped to what is left.</summary>
[Network, Input(1, 188, 188)]
public partial record CroppedUNet(
    [Conv2d(8, Kernel = 3)] Conv2d Down1A,
    ReLU Relu1A,
    [Conv2d(8, Kernel = 3)] Conv2d Down1B,
    ReLU Relu1B,
    [MaxPool2d(2)] MaxPool2d Pool1,
    [Conv2d(16, Kernel = 3)] Conv2d Down2A,
    ReLU Relu2A,
    [Conv2d(16, Kernel = 3)] Conv2d Down2B,
    ReLU Relu2B,
    [MaxPool2d(2)] MaxPool2d Pool2,
    [Conv2d(32, Kernel = 3)] Conv2d BottomA,
    ReLU Relu3A,
    [Conv2d(32, Kernel = 3)] Conv2d BottomB,
    ReLU Relu3B,
    [ConvTranspose2d(16, Kernel = 2, Stride = 2)] ConvTranspose2d Enlarge2,
    [From(nameof(Relu2B)), Crop(nameof(Enlarge2))] Crop Skip2,
    [Concat(nameof(Enlarge2))] Concat Join2,
    [Conv2d(16, Kernel = 3)] Conv2d Up2,
    ReLU Relu4,
    [ConvTranspose2d(8, Kernel = 2, Stride = 2)] ConvTranspose2d Enlarge1,
    [From(nameof(Relu1B)), Crop(nameof(Enlarge1))] Crop Skip1,
    [Concat(nameof(Enlarge1))] Concat Join1,
    [Conv2d(8, Kernel = 3)] Conv2d Up1,
    ReLU Relu5,
    [Conv2d(2)] Conv2d Scores);
