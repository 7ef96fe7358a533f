using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Crop(16, 16, Top = -1)] Crop Window);
