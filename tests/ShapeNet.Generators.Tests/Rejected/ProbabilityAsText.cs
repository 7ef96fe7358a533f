using ShapeNet;

[Network, Input(30)]
partial record Net(
    [Linear(8)] Linear Fc,
    [Dropout("half")] Dropout Dropout);
