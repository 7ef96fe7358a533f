using ShapeNet;

[Block]
partial record Body(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 5, Padding = 2, Bias = false)] Conv2d Conv,
    ReLU Relu);

[Network, Input(3, 32, 32), Pretrained("PretrainedBlockKernel.weights.txt")]
partial record Net(
    [With(8)] Body First,
    [With(16)] Body Second);
