using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    Flatten Flatten,
    Linear Fc);
