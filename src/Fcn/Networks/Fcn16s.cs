using ShapeNet;

namespace Fcn.Networks;

/// <summary>FCN-16s: the scores at stride 32, doubled, are added to scores at stride 16 before the last enlargement.</summary>
[Network, Input(3, 320, 480), Init(Initializer.KaimingNormal, Mode = FanMode.FanOut), Pretrained("resnet18.weights.txt", Unused = ["fc"])]
public partial record Fcn16s(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d MaxPool,
    [With(64), Repeat(2)] BasicBlock Layer1,
    [With(128)] Stage Layer2,
    [With(256), Shape(256, 20, 30)] Stage Layer3,
    [With(512), Shape(512, 10, 15)] Stage Layer4,
    [Conv2d(21), Init(Initializer.XavierUniform)] Conv2d FinalConv,
    [ConvTranspose2d(21, Kernel = 4, Stride = 2, Padding = 1), Init(Initializer.Bilinear), Shape(21, 20, 30)] ConvTranspose2d Enlarge32,
    [From(nameof(Layer3)), Conv2d(21), Init(Initializer.Zeros)] Conv2d ScoreLayer3,
    [Add(nameof(Enlarge32))] Add Sum16,
    [ConvTranspose2d(21, Kernel = 32, Stride = 16, Padding = 8), Init(Initializer.Bilinear), Shape(21, 320, 480)] ConvTranspose2d TransposeConv);
