using ShapeNet;

[Network, Input(3, 224, 224)]
partial record Net(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3)] Conv2d Conv1,
    [MaxPool2d(3, Stride = 2), Shape(64, 56, 56)] MaxPool2d Pool);
