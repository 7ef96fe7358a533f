using ShapeNet;

[Network, Input(3, 224, 224)]
partial record Net(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3), Shape(32, 112, 112)] Conv2d Conv1);
