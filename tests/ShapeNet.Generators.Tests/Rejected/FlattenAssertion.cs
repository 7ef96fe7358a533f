using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Shape(3000)] Flatten Flatten);
