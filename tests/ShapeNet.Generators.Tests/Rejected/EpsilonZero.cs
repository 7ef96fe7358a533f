using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [BatchNorm2d(Epsilon = 0)] BatchNorm2d Norm);
