using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(0)] Conv2d Conv1,
    [Conv2d(8, Groups = -1)] Conv2d Conv2,
    [Shape(9, 32, 32)] ReLU Relu);
