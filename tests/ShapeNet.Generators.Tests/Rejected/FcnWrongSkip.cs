using ShapeNet;

[Block]
partial record BasicBlock(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    [Add(Layer.Input)] Add Sum,
    ReLU Relu2);

[Block]
partial record DownsampleBlock(
    int Channels,
    [Conv2d(nameof(Channels), Kernel = 3, Stride = 2, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu1,
    [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn2,
    [From(Layer.Input), Name("downsample.0"), Conv2d(nameof(Channels), Stride = 2, Bias = false)] Conv2d DownsampleConv,
    [Name("downsample.1")] BatchNorm2d DownsampleBn,
    [Add(nameof(Bn2))] Add Sum,
    ReLU Relu2);

[Block]
partial record Stage(
    int Channels,
    [With(nameof(Channels)), Name("0")] DownsampleBlock First,
    [With(nameof(Channels)), Name("1")] BasicBlock Second);

[Network, Input(3, 320, 480)]
partial record Fcn16s(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d MaxPool,
    [With(64), Repeat(2)] BasicBlock Layer1,
    [With(128)] Stage Layer2,
    [With(256)] Stage Layer3,
    [With(512), Shape(512, 10, 15)] Stage Layer4,
    [Conv2d(21)] Conv2d FinalConv,
    [ConvTranspose2d(21, Kernel = 4, Stride = 2, Padding = 1)] ConvTranspose2d Enlarge32,
    [From(nameof(Layer2)), Conv2d(21)] Conv2d ScoreLayer3,
    [Add(nameof(Enlarge32))] Add Sum16,
    [ConvTranspose2d(21, Kernel = 32, Stride = 16, Padding = 8), Shape(21, 320, 480)] ConvTranspose2d TransposeConv);
