using ShapeNet;

[Network, Input(1, 28, 28)]
partial record Net(
    [Conv2d(6, Kernel = 5)] Conv2d Conv1,
    [MaxPool2d(2)] MaxPool2d Pool1,
    [Conv2d(16, Kernel = 5)] Conv2d Conv2,
    [MaxPool2d(2)] MaxPool2d Pool2,
    [Conv2d(120, Kernel = 5)] Conv2d Conv3,
    Flatten Flatten,
    [Linear(10)] Linear Fc);
