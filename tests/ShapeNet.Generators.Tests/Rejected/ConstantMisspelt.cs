using ShapeNet;

[Block]
partial record Basic(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
    ReLU Relu);

[Block]
partial record Outer(
    int Channels,
    [With("Chanels")] Basic Inner);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8)] Outer First);
