using ShapeNet;

[Network, Input(3, 320, 480)]
partial record Net(
    [Conv2d(100000, Kernel = 3, Padding = 1)] Conv2d Conv);
