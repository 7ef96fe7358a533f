using ShapeNet;

[Block]
partial record Inner(
    [Conv2d(8)] Conv2d Conv,
    [Add("Stem")] Add Sum);

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(8)] Conv2d Stem,
    Inner Body);
