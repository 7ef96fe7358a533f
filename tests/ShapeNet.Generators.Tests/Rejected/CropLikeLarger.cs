using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8, Kernel = 3, Stride = 2, Padding = 1)] Conv2d Conv,
    [Crop(Layer.Input)] Crop Window);
