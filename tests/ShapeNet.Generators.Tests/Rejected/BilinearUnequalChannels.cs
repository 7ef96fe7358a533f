using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8)] Conv2d Conv,
    [ConvTranspose2d(21, Kernel = 4, Stride = 2, Padding = 1), Init(Initializer.Bilinear)] ConvTranspose2d Enlarge);
