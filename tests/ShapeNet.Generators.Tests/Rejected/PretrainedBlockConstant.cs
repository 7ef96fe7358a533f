using ShapeNet;

[Block]
partial record Body(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv,
    ReLU Relu);

[Network, Input(3, 32, 32), Pretrained("PretrainedBlockConstant.weights.txt")]
partial record Net(
    [With(8)] Body First,
    [With(12)] Body Second,
    [With(32)] Body Third);
