using ShapeNet;

[Network, Input(2, 1, 1)]
partial record Net(
    [Conv2d(1, Kernel = 30000, Padding = 15000)] Conv2d Conv);
