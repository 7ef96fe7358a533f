using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(new[] { 8, 8 })] Conv2d Conv);
