using ShapeNet;

[Block]
partial record Inner(
    bool Wide,
    [Conv2d(nameof(Wide))] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(true)] Inner First,
    [With(false)] Inner Second);
