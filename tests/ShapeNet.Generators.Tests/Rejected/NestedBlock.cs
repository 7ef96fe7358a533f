using ShapeNet;

static class Outer
{
    [Block]
    internal partial record Inner(
        [Conv2d(8)] Conv2d Conv);
}

[Network, Input(3, 32, 32)]
partial record Net(
    Outer.Inner First);
