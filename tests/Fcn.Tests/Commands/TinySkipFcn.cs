using ShapeNet;

namespace Fcn.Tests.Commands;

/// <summary><see cref="TinyFcn"/> with a skip, as FCN-16s is to FCN-32s.</summary>
[Network, Input(3, 32, 48)]
public partial record TinySkipFcn(
    [Conv2d(8, Kernel = 3, Stride = 4, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [MaxPool2d(2)] MaxPool2d Pool,
    [Conv2d(21), Init(Initializer.XavierUniform)] Conv2d FinalConv,
    [ConvTranspose2d(21, Kernel = 4, Stride = 2, Padding = 1), Init(Initializer.Bilinear)] ConvTranspose2d Enlarge,
    [From(nameof(Relu)), Conv2d(21), Init(Initializer.Zeros)] Conv2d Skip,
    [Add(nameof(Enlarge))] Add Sum,
    [ConvTranspose2d(21, Kernel = 6, Stride = 4, Padding = 1), Init(Initializer.Bilinear), Shape(21, 32, 48)] ConvTranspose2d TransposeConv);
