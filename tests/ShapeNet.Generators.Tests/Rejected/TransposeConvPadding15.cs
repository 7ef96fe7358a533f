using ShapeNet;

[Network, Input(512, 10, 15)]
partial record Head(
    [Conv2d(21), Init(Initializer.XavierUniform)] Conv2d FinalConv,
    [ConvTranspose2d(21, Kernel = 64, Stride = 32, Padding = 15), Init(Initializer.Bilinear), Shape(21, 320, 480)] ConvTranspose2d TransposeConv);
