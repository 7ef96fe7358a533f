using ShapeNet;

[Network, Input(3, 32, 32), Pretrained("PretrainedChannels.weights.txt")]
partial record Net(
    [Conv2d(16, Kernel = 3, Padding = 1)] Conv2d Conv1,
    BatchNorm2d Bn1,
    ReLU Relu,
    [Conv2d(4)] Conv2d Conv2,
    Flatten Flatten,
    [Linear(10)] Linear Fc);
