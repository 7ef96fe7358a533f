using ShapeNet;

namespace Fcn.Tests.Commands;

/// <summary>
/// A network in the manner of the FCN that trains in milliseconds. It draws random numbers in every step, so that going
/// on from a checkpoint with the wrong ones shows.
/// </summary>
[Network, Input(3, 32, 48)]
public partial record TinyFcn(
    [Conv2d(8, Kernel = 3, Stride = 4, Padding = 1, Bias = false)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [Dropout(0.25)] Dropout Dropout,
    [Conv2d(21), Init(Initializer.XavierUniform)] Conv2d FinalConv,
    [ConvTranspose2d(21, Kernel = 8, Stride = 4, Padding = 2), Init(Initializer.Bilinear), Shape(21, 32, 48)] ConvTranspose2d TransposeConv);
