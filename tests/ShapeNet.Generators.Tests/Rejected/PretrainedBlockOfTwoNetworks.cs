using ShapeNet;

[Block]
partial record Body(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 5, Padding = 2)] Conv2d Conv,
    ReLU Relu);

[Network, Input(3, 32, 32), Pretrained("PretrainedBlockOfTwoNetworks.weights.txt")]
partial record Small(
    [With(8)] Body First);

[Network, Input(3, 64, 64), Pretrained("PretrainedBlockOfTwoNetworks.weights.txt")]
partial record Large(
    [With(8)] Body First,
    [Conv2d(4)] Conv2d Head);
