using ShapeNet;

[Block]
partial record Inner(
    int Channels,
    [Conv2d("Channel", Kernel = 3)] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8)] Inner First);
