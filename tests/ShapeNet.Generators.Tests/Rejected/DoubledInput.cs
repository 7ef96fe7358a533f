using ShapeNet;

[Network, Input(3, 32, 32), Input(3, 64, 64)]
partial record Net(
    [Conv2d(8)] Conv2d Conv);
