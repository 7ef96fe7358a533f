using ShapeNet;

[Network, Input(3, 32, 32)]
public record Net(
    [Conv2d(8)] Conv2d Conv);
