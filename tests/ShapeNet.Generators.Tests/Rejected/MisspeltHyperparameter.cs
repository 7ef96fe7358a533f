using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8, Kernal = 3)] Conv2d Conv,
    [Shape(8, 30, 30)] ReLU Relu);
