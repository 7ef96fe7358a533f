using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(9, Groups = 0)] Conv2d Conv);
