using ShapeNet;

[Network, Input(3, 32, 32), Init(Initializer.Bilinear)]
partial record Net(
    [Conv2d(8)] Conv2d Conv,
    [ConvTranspose2d(8, Kernel = 4, Stride = 2, Padding = 1)] ConvTranspose2d Enlarge);
