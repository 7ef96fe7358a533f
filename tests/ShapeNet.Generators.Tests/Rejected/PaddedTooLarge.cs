using ShapeNet;

[Network, Input(1, 8, 8)]
partial record Net(
    [Conv2d(1, Stride = 2000000000, Padding = 1000000000)] Conv2d Conv);
