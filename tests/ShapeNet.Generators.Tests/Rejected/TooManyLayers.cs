using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(3), Repeat(1000000000)] Conv2d Conv);
