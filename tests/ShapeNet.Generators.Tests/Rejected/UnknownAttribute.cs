using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv3d(8)] Conv2d Conv);
