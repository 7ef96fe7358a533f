using ShapeNet;

[Network, Input(30)]
partial record Net(
    [Linear(30), Init(Initializer.Bilinear)] Linear Fc);
