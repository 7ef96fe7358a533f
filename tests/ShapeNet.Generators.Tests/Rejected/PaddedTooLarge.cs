using ShapeNet;

[Network, Input(1, 1, 1000000000)]
partial record Net(
    [Conv2d(1, Stride = 3, Padding = 1)] Conv2d Conv);
