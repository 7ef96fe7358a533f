using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8)] Conv2d Conv1,
    [Add(nameof(Conv2))] Add Sum,
    [Conv2d(8)] Conv2d Conv2);
