namespace ShapeNet.Networks.Tests.Networks;

/// <summary>One tensor that three layers read; sums of two and of three; a tensor added to itself; a sum as the network's end.</summary>
[Network, Input(3, 8, 9)]
public partial record Sums(
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Stem,
    [Conv2d(4)] Conv2d Left,
    [From(nameof(Stem)), Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Middle,
    [From(nameof(Stem)), Conv2d(4, Kernel = new[] { 3, 1 }, Padding = new[] { 1, 0 })] Conv2d Right,
    [Add(nameof(Left), nameof(Middle))] Add Sum,
    [Add(nameof(Sum))] Add Twice,
    ReLU Relu1,
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Last,
    [Add(nameof(Stem), nameof(Twice), nameof(Stem))] Add Total);

/// <summary>Sums with the network's input, which takes no gradient, with a batch normalisation and without.</summary>
[Network, Input(4, 6, 7)]
public partial record InputSums(
    [Conv2d(4, Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    [Add(Layer.Input)] Add Sum1,
    ReLU Relu1,
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Conv2,
    [Add(Layer.Input, nameof(Relu1))] Add Sum2,
    BatchNorm2d Bn2,
    [Add(nameof(Sum2))] Add Sum3);

/// <summary>Concatenations of two and of three, with the input, of a tensor with itself, and as the network's end.</summary>
[Network, Input(2, 7, 8)]
public partial record Concats(
    [Conv2d(3, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Concat(Layer.Input)] Concat Joined,
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Conv2,
    ReLU Relu2,
    [Concat(nameof(Relu2))] Concat Doubled,
    [Conv2d(3)] Conv2d Conv3,
    [Concat(nameof(Joined), nameof(Relu2))] Concat All);

/// <summary>Adds channels to what enters (Huang et al. 2017).</summary>
[Block]
public partial record DenseLayer(
    int Growth,
    BatchNorm2d Norm,
    ReLU Relu,
    [Conv2d(nameof(Growth), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv,
    [Concat(Layer.Input)] Concat Joined);

/// <summary>A dense block in small: batch normalisation of concatenations.</summary>
[Network, Input(3, 8, 9)]
public partial record Dense(
    [Conv2d(4, Kernel = 3, Stride = 2, Padding = 1)] Conv2d Stem,
    [With(3), Repeat(3)] DenseLayer Layers,
    BatchNorm2d Norm,
    ReLU Relu,
    [Conv2d(5), Shape(5, 4, 5)] Conv2d Head);

/// <summary>Crops to another layer's size and to sizes of their own, of a tensor with several readers, of the input, and as the network's end.</summary>
[Network, Input(2, 13, 14)]
public partial record Crops(
    [Conv2d(4, Kernel = 3)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(4, Kernel = new[] { 3, 4 })] Conv2d Conv2,
    [From(nameof(Relu1)), Crop(nameof(Conv2))] Crop Like,
    [Add(nameof(Conv2))] Add Sum,
    ReLU Relu2,
    [Crop(5, 6, Top = 3, Left = 0)] Crop Corner,
    [From(nameof(Relu2)), Crop(5, 6)] Crop Centre,
    [From(Layer.Input), Crop(5, 6, Left = 7)] Crop InputCrop,
    [Concat(nameof(Corner), nameof(Centre))] Concat Joined,
    [Conv2d(5, Kernel = 3, Padding = 1)] Conv2d Conv3,
    [Crop(4, 3, Top = 1)] Crop Window);

/// <summary>Every kind of layer reads the network's input, which takes no gradient and must stay as it is for the others.</summary>
[Network, Input(3, 8, 10)]
public partial record InputReaders(
    ReLU Relu1,
    [MaxPool2d(2)] MaxPool2d Pool1,
    [From(Layer.Input), AvgPool2d(2)] AvgPool2d Pool2,
    [From(Layer.Input), Conv2d(3, Kernel = 2, Stride = 2)] Conv2d Conv1,
    [Add(nameof(Pool1), nameof(Pool2))] Add Sum,
    [From(Layer.Input), ConvTranspose2d(4, Kernel = 3, Padding = 1)] ConvTranspose2d Transposed,
    [MaxPool2d(2)] MaxPool2d Pool3,
    [Concat(nameof(Sum), nameof(Pool2))] Concat Joined,
    [Conv2d(4)] Conv2d Head);

/// <summary>
/// Sums whose inputs share one gradient while the branch that is differentiated first masks or scales it: a batch
/// normalisation and a sum, each fused with a ReLU.
/// </summary>
[Network, Input(2, 6, 9)]
public partial record Branches(
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Stem,
    [Conv2d(4)] Conv2d Side,
    [From(nameof(Stem)), Conv2d(4, Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    [Add(nameof(Stem))] Add Sum1,
    ReLU Relu1,
    [Add(nameof(Side))] Add Sum2,
    [Add(nameof(Stem))] Add Sum3,
    ReLU Relu2,
    [Add(nameof(Sum2))] Add Sum4,
    [Conv2d(3, Kernel = 3)] Conv2d Head);
