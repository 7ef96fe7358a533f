using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [ConvTranspose2d(8, Kernel = 3, Stride = 2, Padding = 1, OutputPadding = 2)] ConvTranspose2d Enlarge);
