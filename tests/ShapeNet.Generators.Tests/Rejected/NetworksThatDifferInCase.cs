using ShapeNet;

[Network, Input(3, 32, 32)]
partial record LeNet(
    [Conv2d(8)] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Lenet(
    [Conv2d(8)] Conv2d Conv);
