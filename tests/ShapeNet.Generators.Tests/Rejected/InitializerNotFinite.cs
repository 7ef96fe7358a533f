using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(3), Init(Initializer.Constant, Value = double.NaN)] Conv2d Conv);
