using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8)] Conv2d Conv1,
    [From("Conv1.Weight"), Conv2d(8)] Conv2d Head,
    [Add(nameof(Conv1))] Add Sum);
