using ShapeNet;

[Block]
file record Stage([Conv2d(8)] Conv2d Conv);

[Network, Input(3, 32, 32)]
partial record Net(Stage Body);
