using ShapeNet;

[Network, Input(3, 32, 32), Pretrained("PretrainedEmptyList.weights.txt")]
partial record Net(
    [Conv2d(8, Kernel = 3)] Conv2d Conv1);
