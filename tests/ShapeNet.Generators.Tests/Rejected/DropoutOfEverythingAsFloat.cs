using ShapeNet;

[Network, Input(3, 8, 8)]
partial record Net(
    [Dropout(0.9999999999999)] Dropout Dropout);
