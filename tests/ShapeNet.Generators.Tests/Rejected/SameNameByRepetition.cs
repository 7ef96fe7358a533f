using ShapeNet;

[Block]
partial record Basic(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
    ReLU Relu);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8), Repeat(2), Name("stage")] Basic First,
    [With(8), Repeat(2, FirstIndex = 1), Name("stage")] Basic Second);
