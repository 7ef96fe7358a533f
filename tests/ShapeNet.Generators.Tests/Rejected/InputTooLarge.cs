using ShapeNet;

[Network, Input(100000, 100000, 100000)]
partial record Net(
    [Conv2d(8)] Conv2d Conv);
