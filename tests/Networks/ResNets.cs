using ShapeNet;

namespace Networks;

/// <summary>ResNet-18 with its classifier.</summary>
[Network, Input(3, 224, 224), Init(Initializer.KaimingNormal, Mode = FanMode.FanOut)]
public partial record ResNet18(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d MaxPool,
    [With(64), Repeat(2)] BasicBlock Layer1,
    [With(128)] BasicStage Layer2,
    [With(256)] BasicStage Layer3,
    [With(512)] BasicStage Layer4,
    GlobalAvgPool2d AvgPool,
    Flatten Flatten,
    [Linear(1000), Init(Initializer.Default)] Linear Fc);

/// <summary>ResNet-50 with its classifier.</summary>
[Network, Input(3, 224, 224), Init(Initializer.KaimingNormal, Mode = FanMode.FanOut)]
public partial record ResNet50(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d MaxPool,
    [With(64, 256, 1, 2)] BottleneckStage Layer1,
    [With(128, 512, 2, 3)] BottleneckStage Layer2,
    [With(256, 1024, 2, 5)] BottleneckStage Layer3,
    [With(512, 2048, 2, 2)] BottleneckStage Layer4,
    GlobalAvgPool2d AvgPool,
    Flatten Flatten,
    [Linear(1000), Init(Initializer.Default)] Linear Fc);

/// <summary>ResNet-152 with its classifier.</summary>
[Network, Input(3, 224, 224), Init(Initializer.KaimingNormal, Mode = FanMode.FanOut)]
public partial record ResNet152(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d MaxPool,
    [With(64, 256, 1, 2)] BottleneckStage Layer1,
    [With(128, 512, 2, 7)] BottleneckStage Layer2,
    [With(256, 1024, 2, 35)] BottleneckStage Layer3,
    [With(512, 2048, 2, 2)] BottleneckStage Layer4,
    GlobalAvgPool2d AvgPool,
    Flatten Flatten,
    [Linear(1000), Init(Initializer.Default)] Linear Fc);
