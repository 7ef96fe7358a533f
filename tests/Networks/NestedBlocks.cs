using ShapeNet;

namespace Networks;

/// <summary>A convolution with normalisation and ReLU.</summary>
[Block]
public partial record Unit(
    int Channels,
    int Stride,
    bool Bias,
    [Conv2d(nameof(Channels), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = nameof(Bias))] Conv2d Conv,
    BatchNorm2d Norm,
    ReLU Relu);

/// <summary>Blocks in a block, and a skip around both.</summary>
[Block]
public partial record Pair(
    int Channels,
    [With(nameof(Channels), 1, false)] Unit First,
    [With(nameof(Channels), 1, true)] Unit Second,
    [Add(Layer.Input)] Add Sum);

/// <summary>Blocks in blocks in a block.</summary>
[Block]
public partial record Tower(
    int Channels,
    int Pairs,
    [With(nameof(Channels), 2, false)] Unit Shrink,
    [With(nameof(Channels)), Repeat(nameof(Pairs))] Pair Body,
    [Concat(nameof(Shrink))] Concat Both);

/// <summary>Nesting three deep, repetition within repetition, and skips that lead into blocks.</summary>
[Network, Input(3, 45, 61)]
public partial record Nested(
    [With(8, 2)] Tower Low,
    [With(12, 3), Repeat(2)] Tower High,
    [ConvTranspose2d(8, Kernel = 4, Stride = 2, Padding = 1)] ConvTranspose2d Enlarge,
    [From("High.0.Shrink"), With(24, 1, false)] Unit Side,
    [From("Low.Body.1.Second.Relu"), MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d Shrunk,
    [Concat(nameof(Side), nameof(Enlarge))] Concat Joined,
    GlobalAvgPool2d Pool,
    Flatten Flatten,
    [Linear(4)] Linear Scores);
