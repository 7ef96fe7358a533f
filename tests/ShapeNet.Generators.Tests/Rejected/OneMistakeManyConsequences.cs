using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(16, Kernel = 3, Padding = 1)] Conv2d Conv1,
    [Conv2d(17, Kernel = 3, Padding = 1)] Conv2d Conv2,
    [Add(nameof(Conv1))] Add Sum1,
    [Conv2d(16, Kernel = 3, Padding = 1)] Conv2d Conv3,
    [Add(nameof(Sum1))] Add Sum2,
    [Shape(16, 32, 32)] ReLU Relu);
