using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    int Channels,
    [Conv2d(nameof(Channels))] Conv2d Conv);
