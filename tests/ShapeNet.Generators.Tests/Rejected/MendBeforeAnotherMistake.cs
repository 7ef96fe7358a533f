using ShapeNet;

[Network, Input(3, 224, 224)]
partial record Net(
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3)] Conv2d Stem,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d Pool,
    [Conv2d(64, Kernel = 3)] Conv2d Conv,
    [Add(nameof(Pool))] Add Sum,
    Flatten Flatten,
    [Linear(1000)] Linear Fc,
    [Shape(10)] ReLU Relu);
