using ShapeNet;

[Network, Input(3, 32, 32), Pretrained("PretrainedKernel.weights.txt")]
partial record Net(
    [Conv2d(8, Kernel = 5, Padding = 2)] Conv2d Conv1,
    BatchNorm2d Bn1,
    [Conv2d(4)] Conv2d Head);
