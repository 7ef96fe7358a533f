using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [MaxPool2d(3)] Conv2d Conv);
