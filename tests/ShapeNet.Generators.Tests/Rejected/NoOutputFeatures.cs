using ShapeNet;

[Network, Input(30)]
partial record Net(
    [Linear(0)] Linear Fc);
