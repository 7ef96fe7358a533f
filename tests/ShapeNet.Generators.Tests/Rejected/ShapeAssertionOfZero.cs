using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8), Shape(8, 32, 0)] Conv2d Conv);
