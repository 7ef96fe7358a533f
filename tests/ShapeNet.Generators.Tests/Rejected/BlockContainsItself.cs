using ShapeNet;

[Block]
partial record Loop(
    [Conv2d(8)] Conv2d Conv,
    Loop Again);

[Network, Input(3, 32, 32)]
partial record Net(
    Loop First);
