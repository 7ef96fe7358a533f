using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [ConvTranspose2d(8, Kernel = 3, Stride = 2000000000)] ConvTranspose2d Enlarge);
