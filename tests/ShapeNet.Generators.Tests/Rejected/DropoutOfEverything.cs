using ShapeNet;

[Network, Input(30)]
partial record Net(
    [Linear(8)] Linear Fc,
    [Dropout(1.0)] Dropout Dropout);
