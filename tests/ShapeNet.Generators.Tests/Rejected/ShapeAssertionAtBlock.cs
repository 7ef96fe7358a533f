using ShapeNet;

[Block]
partial record Halve(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Stride = 2, Padding = 1)] Conv2d Conv,
    ReLU Relu);

[Network, Input(3, 30, 30)]
partial record Net(
    [With(8)] Halve First,
    [With(16), Shape(16, 7, 7)] Halve Second);
