using ShapeNet;

[Network, Input(1, 1, 1)]
partial record Net(
    [Conv2d(1, Kernel = 2000000001, Padding = 1000000000)] Conv2d Conv);
