using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(64, Kernel = 3)] Conv2d Conv1,
    [Shape(64)] GlobalAvgPool2d Pool);
