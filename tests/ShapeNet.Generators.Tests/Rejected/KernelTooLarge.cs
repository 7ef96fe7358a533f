using ShapeNet;

[Network, Input(1, 1, 1)]
partial record Net(
    [Conv2d(1, Kernel = 900000001, Padding = 450000000)] Conv2d Conv);
