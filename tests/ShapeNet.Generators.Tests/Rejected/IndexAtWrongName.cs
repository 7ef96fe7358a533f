using ShapeNet;

[Block]
partial record Stage(
    [Conv2d(8)] Conv2d Conv,
    ReLU Relu);

[Network, Input(8, 32, 32)]
partial record Net(
    [Repeat(3)] Stage Body,
    [Add("Body.Conv.1")] Add Sum);
