using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [BatchNorm2d(Momentum = 1.5)] BatchNorm2d Norm);
