using ShapeNet;

[Network, Input(1, 28, 12)]
partial record Net(
    [Conv2d(6, Kernel = 5, Padding = 1, Dilation = 4)] Conv2d Conv1);
