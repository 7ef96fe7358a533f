using ShapeNet;

[Network, Input(30)]
partial record Net(
    [Linear(8), Shape(9)] Linear Fc);
