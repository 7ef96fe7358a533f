using ShapeNet;

[Network, Input(3, 6, 64)]
partial record Net(
    [Conv2d(6, Kernel = 3)] Conv2d Conv1,
    [AvgPool2d(7)] AvgPool2d Pool);
