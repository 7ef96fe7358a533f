using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Crop(16, 16), Shape(4, 16, 16)] Crop Window);
