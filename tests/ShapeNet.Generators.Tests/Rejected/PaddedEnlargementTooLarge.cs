using ShapeNet;

[Network, Input(1, 8, 8)]
partial record Net(
    [ConvTranspose2d(1, Stride = 200000000, Padding = 700000000)] ConvTranspose2d Enlarge);
