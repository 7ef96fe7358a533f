using ShapeNet;

[Network, Input(3, 32, 33)]
partial record Net(
    [MaxPool2d(2)] MaxPool2d Pool,
    [Conv2d(8)] Conv2d Conv);
