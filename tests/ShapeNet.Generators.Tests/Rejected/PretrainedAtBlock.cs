using ShapeNet;

[Block, Pretrained("net.weights.txt")]
partial record Body(
    int Channels,
    [Conv2d(nameof(Channels))] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8)] Body First);
