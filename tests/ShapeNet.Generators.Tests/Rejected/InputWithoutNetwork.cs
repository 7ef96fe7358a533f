using ShapeNet;

[Input(3, 32, 32)]
partial record Net(
    [Conv2d(8)] Conv2d Conv);
