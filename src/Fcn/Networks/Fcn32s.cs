using ShapeNet;

namespace Fcn.Networks;

/// <summary>
/// FCN-32s (Long et al. 2015) on ResNet-18 (He et al. 2016), as the D2L chapter builds it: the backbone up to stride 32,
/// a 1×1 convolution to the 21 classes of Pascal VOC, and a transposed convolution back to the image's size.
/// </summary>
[Network, Input(3, 320, 480), Init(Initializer.KaimingNormal, Mode = FanMode.FanOut), Pretrained("resnet18.weights.txt", Unused = ["fc"])]
public partial record Fcn32s(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(3, Stride = 2, Padding = 1), Shape(64, 80, 120)] MaxPool2d MaxPool,
    [With(64), Repeat(2)] BasicBlock Layer1,
    [With(128), Shape(128, 40, 60)] Stage Layer2,
    [With(256), Shape(256, 20, 30)] Stage Layer3,
    [With(512), Shape(512, 10, 15)] Stage Layer4,
    [Conv2d(21), Init(Initializer.XavierUniform)] Conv2d FinalConv,
    [ConvTranspose2d(21, Kernel = 64, Stride = 32, Padding = 16), Init(Initializer.Bilinear), Shape(21, 320, 480)] ConvTranspose2d TransposeConv);
