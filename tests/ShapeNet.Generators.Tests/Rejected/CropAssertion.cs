using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Crop(16, 16), Shape(3, 15, 15)] Crop Window);
