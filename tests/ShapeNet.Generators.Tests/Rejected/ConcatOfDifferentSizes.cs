using ShapeNet;

[Network, Input(3, 33, 32)]
partial record Net(
    [Conv2d(8, Kernel = 3, Padding = 1)] Conv2d Conv,
    [MaxPool2d(2, CeilMode = true)] MaxPool2d Pool,
    [ConvTranspose2d(8, Kernel = 2, Stride = 2)] ConvTranspose2d Enlarge,
    [Concat(nameof(Conv))] Concat Join);
