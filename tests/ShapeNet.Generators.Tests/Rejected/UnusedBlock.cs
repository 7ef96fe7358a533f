using ShapeNet;

[Block]
partial record Basic(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
    ReLU Relu);

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8)] Conv2d Conv1,
    [With(8), Repeat(2)] Basic Body,
    [From(nameof(Conv1)), Conv2d(8)] Conv2d Conv3);
