using ShapeNet;

[Block]
partial record Halve(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2)] MaxPool2d Pool);

[Network, Input(3, 7, 7)]
partial record Net(
    [With(8)] Halve First,
    [With(16)] Halve Second,
    [With(32)] Halve Third);
