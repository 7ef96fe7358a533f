using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [BatchNorm2d(Epsilon = double.PositiveInfinity)] BatchNorm2d Norm);
