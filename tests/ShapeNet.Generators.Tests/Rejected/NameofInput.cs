using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(3)] Conv2d Conv,
    [Add(nameof(Layer.Input))] Add Sum);
