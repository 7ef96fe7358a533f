using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Net(
    [Conv2d(32, Kernel = 3, Groups = 4)] Conv2d Conv1);
