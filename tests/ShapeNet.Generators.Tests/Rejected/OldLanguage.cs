using ShapeNet;

[Network, Input(3, 32, 32)]
partial record First(
    [Conv2d(8)] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Second(
    [Conv2d(8)] Conv2d Conv);
