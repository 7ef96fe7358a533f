using ShapeNet;

[Network, Input(3, 32, 32)]
partial class Net([Conv2d(8)] Conv2d conv)
{
    public Conv2d Conv { get; } = conv;
}
