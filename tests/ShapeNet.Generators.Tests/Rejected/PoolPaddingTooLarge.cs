using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [MaxPool2d(3, Stride = 2, Padding = 2)] MaxPool2d Pool);
