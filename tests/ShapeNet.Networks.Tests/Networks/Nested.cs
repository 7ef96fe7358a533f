namespace ShapeNet.Networks.Tests.Networks;

/// <summary>A convolution and its ReLU.</summary>
[Block]
public partial record Unit(
    int Channels,
    bool Bias,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = nameof(Bias))] Conv2d Conv,
    ReLU Relu);

/// <summary>Repeats another block as often as a constant says, and skips from its first repetition to the end.</summary>
[Block]
public partial record Body(
    int Channels,
    int Depth,
    [With(nameof(Channels), true), Repeat(nameof(Depth))] Unit Units,
    [With(nameof(Channels), false), Name("tail.unit")] Unit Last,
    [Add("Units.0.Relu")] Add Sum);

/// <summary>Blocks in blocks, repeated; references into them; a repeated layer; names of its own.</summary>
[Network, Input(3, 6, 7)]
public partial record Nested(
    [Conv2d(4)] Conv2d Stem,
    [With(4, 2), Repeat(2, FirstIndex = 1)] Body Stage,
    [From("Stage.0.Last.Conv"), Conv2d(4, Kernel = 3, Padding = 1), Repeat(2)] Conv2d Side,
    [Add("Stage.1")] Add Sum,
    [Conv2d(3), Name("classifier.head")] Conv2d Head);
