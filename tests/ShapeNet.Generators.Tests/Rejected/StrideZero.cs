using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [MaxPool2d(2, Stride = 0)] MaxPool2d Pool);
