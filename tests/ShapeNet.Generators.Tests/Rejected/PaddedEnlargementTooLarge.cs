using ShapeNet;

[Network, Input(1, 1, 1000001)]
partial record Net(
    [ConvTranspose2d(1, Stride = 1000, Padding = new[] { 0, 1 })] ConvTranspose2d Enlarge);
