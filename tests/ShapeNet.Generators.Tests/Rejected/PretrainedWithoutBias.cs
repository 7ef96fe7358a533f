using ShapeNet;

[Network, Input(3, 32, 32), Pretrained("PretrainedWithoutBias.weights.txt")]
partial record Net(
    [Conv2d(8, Kernel = 3, Bias = false)] Conv2d Conv1);
