using ShapeNet;

[Network, Input(3, 32, 33)]
partial record Net(
    [Conv2d(8, Kernel = 5, Stride = 4)] Conv2d Conv);
