using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net<T>(
    [Conv2d(8)] Conv2d Conv);
