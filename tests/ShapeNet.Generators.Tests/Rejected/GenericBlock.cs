using ShapeNet;

[Block]
partial record Wide<T>(
    [Conv2d(8)] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Net(
    Wide<int> First);
