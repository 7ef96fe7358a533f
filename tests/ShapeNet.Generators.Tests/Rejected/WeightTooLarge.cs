using ShapeNet;

[Network, Input(3, 224, 224)]
partial record Net(
    Flatten Flatten,
    [Linear(100000)] Linear Fc);
