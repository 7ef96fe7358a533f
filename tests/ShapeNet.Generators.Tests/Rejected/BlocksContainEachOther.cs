using ShapeNet;

[Block]
partial record Hen(
    [Conv2d(8)] Conv2d Conv,
    Egg Egg);

[Block]
partial record Egg(
    Hen Hen);

[Network, Input(3, 32, 32)]
partial record Net(
    Egg First,
    Hen Second);
