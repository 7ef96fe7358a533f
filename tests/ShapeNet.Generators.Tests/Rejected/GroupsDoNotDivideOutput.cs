using ShapeNet;

[Network, Input(32, 16, 16)]
partial record Net(
    [ConvTranspose2d(12, Kernel = 2, Stride = 2, Groups = 8)] ConvTranspose2d Enlarge);
