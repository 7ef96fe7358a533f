using ShapeNet;

namespace Networks;

/// <summary>Sizes that no stride divides.</summary>
[Network, Input(1, 97, 131)]
public partial record OddSizes(
    [Conv2d(7, Kernel = 3, Stride = 2, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [MaxPool2d(3, Stride = 2, CeilMode = true)] MaxPool2d Pool1,
    [Conv2d(11, Kernel = 5, Padding = 2)] Conv2d Conv2,
    ReLU Relu2,
    [AvgPool2d(3, Stride = 2, Padding = 1, CountIncludePad = false)] AvgPool2d Pool2,
    [ConvTranspose2d(3, Kernel = 4, Stride = 3, Padding = 1), Shape(3, 35, 50)] ConvTranspose2d Enlarge,
    [Crop(33, 41, Top = 2, Left = 5)] Crop Window);

/// <summary>Kernels, strides, paddings and dilations that differ between rows and columns.</summary>
[Network, Input(3, 40, 56)]
public partial record Asymmetric(
    [Conv2d(8, Kernel = new[] { 1, 7 }, Padding = new[] { 0, 3 })] Conv2d Wide,
    [Conv2d(8, Kernel = new[] { 7, 1 }, Padding = new[] { 3, 0 })] Conv2d Tall,
    ReLU Relu1,
    [Conv2d(12, Kernel = new[] { 3, 5 }, Stride = new[] { 1, 2 }, Padding = new[] { 2, 4 }, Dilation = new[] { 2, 1 })] Conv2d Mixed,
    BatchNorm2d Bn,
    [MaxPool2d(new[] { 2, 3 }, Stride = new[] { 2, 1 }, Padding = new[] { 0, 1 })] MaxPool2d Pool,
    [ConvTranspose2d(4, Kernel = new[] { 4, 3 }, Stride = new[] { 2, 1 }, Padding = new[] { 1, 1 })] ConvTranspose2d Enlarge,
    [AvgPool2d(new[] { 1, 2 })] AvgPool2d Halve);

/// <summary>Two pixels that become 4,608: the last layer, which has no bias, and the loss are one kernel on the CPU.</summary>
[Network, Input(3, 40, 48)]
public partial record Enlarged(
    [Conv2d(6, Kernel = 8, Stride = 8)] Conv2d Patches,
    ReLU Relu1,
    [MaxPool2d(new[] { 5, 3 })] MaxPool2d Pool,
    [ConvTranspose2d(4, Kernel = new[] { 48, 96 }, Stride = new[] { 16, 32 }, Padding = new[] { 0, 16 }, Bias = false), Shape(4, 48, 96)] ConvTranspose2d Enlarge);

/// <summary>A 3×3 convolution with a stride and an atrous one after it.</summary>
[Network, Input(3, 65, 65)]
public partial record Dilated(
    [Conv2d(16, Kernel = 3, Stride = 2, Padding = 1, Bias = false)] Conv2d Conv1,
    [BatchNorm2d(Epsilon = 1e-3, Momentum = 0.01)] BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(16, Kernel = 3, Padding = 2, Dilation = 2)] Conv2d Rate2,
    [From(nameof(Relu1)), Conv2d(16, Kernel = 3, Padding = 4, Dilation = 4)] Conv2d Rate4,
    [From(nameof(Relu1)), Conv2d(16, Kernel = 3, Padding = 8, Dilation = 8)] Conv2d Rate8,
    [Add(nameof(Rate2), nameof(Rate4), nameof(Relu1))] Add Sum,
    [ConvTranspose2d(6, Kernel = 3, Stride = 2, Padding = 1)] ConvTranspose2d Enlarge);

/// <summary>A depthwise 3×3 convolution between two 1×1 convolutions, with a residual (Sandler et al. 2018).</summary>
[Block]
public partial record InvertedResidual(
    int Wide,
    int Channels,
    [Conv2d(nameof(Wide), Bias = false)] Conv2d Expand,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Wide), Kernel = 3, Padding = 1, Groups = nameof(Wide), Bias = false)] Conv2d Depthwise,
    BatchNorm2d Bn2,
    ReLU Relu2,
    [Conv2d(nameof(Channels), Bias = false)] Conv2d Project,
    BatchNorm2d Bn3,
    [Add(Layer.Input)] Add Sum);

/// <summary>Grouped, depthwise and depth-multiplying convolutions.</summary>
[Network, Input(3, 32, 48)]
public partial record Grouped(
    [Conv2d(12, Kernel = 3, Stride = 2, Padding = 1, Groups = 3)] Conv2d Stem,
    ReLU Relu,
    [With(36, 12), Repeat(3)] InvertedResidual Blocks,
    [Conv2d(24, Kernel = 3, Padding = 1, Groups = 12)] Conv2d Multiplied,
    [ConvTranspose2d(24, Kernel = 4, Stride = 2, Padding = 1, Groups = 24)] ConvTranspose2d Enlarge,
    [ConvTranspose2d(8, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 1, Groups = 4)] ConvTranspose2d EnlargeAgain);

/// <summary>A classifier of feature vectors.</summary>
[Network, Input(30)]
public partial record Perceptron(
    [Linear(64), Init(Initializer.KaimingUniform)] Linear Hidden1,
    ReLU Relu1,
    [Dropout(0.2)] Dropout Dropout1,
    [Linear(64), Init(Initializer.KaimingUniform)] Linear Hidden2,
    [Add(nameof(Relu1))] Add Sum,
    ReLU Relu2,
    Dropout Dropout2,
    [Linear(7, Bias = false)] Linear Scores);
