using ShapeNet;

[Network]
partial record Net(
    [Conv2d(8)] Conv2d Conv,
    ReLU Relu);
