using ShapeNet;

[Network, Input(3, 8, 8)]
partial record Net(
    Flatten Flatten1,
    Flatten Flatten2,
    [Linear(10)] Linear Fc);
