using ShapeNet;

[Block]
partial record Inner(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Groups = 4)] Conv2d Grouped);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8)] Inner First,
    [With(12)] Inner Second,
    [With(10)] Inner Third);
