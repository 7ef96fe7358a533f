using ShapeNet;

[Block]
partial record Halve(
    [MaxPool2d(2)] MaxPool2d Pool);

[Network, Input(3, 36, 36)]
partial record Net(
    Halve First,
    Halve Second,
    Halve Third);
