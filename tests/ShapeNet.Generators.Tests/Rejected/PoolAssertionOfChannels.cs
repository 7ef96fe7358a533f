using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [MaxPool2d(2), Shape(6, 16, 16)] MaxPool2d Pool);
