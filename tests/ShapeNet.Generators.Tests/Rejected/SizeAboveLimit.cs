using ShapeNet;

[Network, Input(1, 1, 2147483646)]
partial record Net(
    [Conv2d(1, Kernel = 3, Padding = 1)] Conv2d Conv);
