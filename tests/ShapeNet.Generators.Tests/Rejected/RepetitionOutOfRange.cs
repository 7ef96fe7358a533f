using ShapeNet;

[Block]
partial record Basic(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
    ReLU Relu);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8), Repeat(3)] Basic Body,
    [From("Body.3.Relu"), Conv2d(8)] Conv2d Head,
    [Add(nameof(Body))] Add Sum);
