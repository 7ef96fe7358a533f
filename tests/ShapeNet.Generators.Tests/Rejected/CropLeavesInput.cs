using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8, Kernel = 3)] Conv2d Conv,
    [Crop(16, 16, Top = 4, Left = 20)] Crop Window);
