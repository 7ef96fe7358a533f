using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(3), Init(Initializer.KaimingNormal, Bias = Initializer.Bilinear)] Conv2d Conv);
