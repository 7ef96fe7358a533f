using ShapeNet;

[Network, Input(100)]
partial record Net(
    [Linear(64)] Linear Fc,
    [Conv2d(8, Kernel = 3)] Conv2d Conv);
