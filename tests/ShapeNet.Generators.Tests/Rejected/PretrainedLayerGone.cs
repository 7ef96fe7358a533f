using ShapeNet;

[Network, Input(3, 32, 32), Pretrained("PretrainedLayerGone.weights.txt", Unused = ["fc"])]
partial record Net(
    [Conv2d(8, Kernel = 3)] Conv2d Conv1,
    ReLU Conv2);
