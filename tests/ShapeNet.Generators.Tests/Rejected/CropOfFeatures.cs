using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    Flatten Flatten,
    [Linear(8)] Linear Fc,
    [Crop(4, 4)] Crop Window);
