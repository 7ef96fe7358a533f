using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(3, Kernel = 3, Padding = 1), Repeat(0)] Conv2d Conv);
