using ShapeNet;

[Network, Input(3, 0, 32)]
partial record Net(
    [Conv2d(8)] Conv2d Conv);
