using ShapeNet;

[Block, Input(3, 32, 32)]
partial record Inner(
    [Conv2d(8)] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Net(
    Inner First);
