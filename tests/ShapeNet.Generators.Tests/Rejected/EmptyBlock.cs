using ShapeNet;

[Block]
partial record Nothing(int Channels);

[Network, Input(3, 32, 32)]
partial record Net(
    [With(8)] Nothing First,
    [Conv2d(8)] Conv2d Conv);
