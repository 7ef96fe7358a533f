using ShapeNet;

[Block]
partial record Inner(
    [Conv2d(3), Repeat(1000)] Conv2d Conv);

[Block]
partial record Outer(
    [Repeat(1000)] Inner Inner);

[Network, Input(3, 32, 32)]
partial record Net(
    Outer Body,
    [Conv2d(8)] Conv2d Head);
