using ShapeNet;

[Block]
record Stage([Conv2d(8)] Conv2d Conv);

[Network, Input(3, 32, 32)]
public partial record Net(Stage Body);
