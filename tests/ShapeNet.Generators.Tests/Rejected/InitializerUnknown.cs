using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(3), Init((Initializer)42)] Conv2d Conv);
