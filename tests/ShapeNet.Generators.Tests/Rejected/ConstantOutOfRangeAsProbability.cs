using ShapeNet;

[Block]
partial record Inner(
    int Channels,
    double Rate,
    [Conv2d(nameof(Channels))] Conv2d Conv,
    [Dropout(nameof(Rate))] Dropout Dropout);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8, 0.1)] Inner First,
    [With(8, 1.5)] Inner Second);
