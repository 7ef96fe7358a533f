using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8, Padding = 2000000000)] Conv2d Conv);
