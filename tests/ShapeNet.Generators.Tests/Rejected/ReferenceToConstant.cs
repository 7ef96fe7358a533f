using ShapeNet;

[Block]
partial record Inner(
    int Channels,
    [Conv2d(nameof(Channels))] Conv2d Conv,
    [Add(nameof(Channels))] Add Sum);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8)] Inner Body);
