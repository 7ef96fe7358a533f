using ShapeNet;

[Network, Input(1, 1, 100000)]
partial record Net(
    [ConvTranspose2d(8, Kernel = 3, Stride = 30000)] ConvTranspose2d Enlarge);
