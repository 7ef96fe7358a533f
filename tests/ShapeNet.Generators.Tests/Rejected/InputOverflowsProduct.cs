using ShapeNet;

[Network, Input(2147483647, 2147483647, 2147483647)]
partial record Net(
    [Conv2d(8)] Conv2d Conv);
