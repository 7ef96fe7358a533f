using ShapeNet;

static class Outer
{
    [Network, Input(3, 32, 32)]
    internal partial record Net(
        [Conv2d(8)] Conv2d Conv);
}
