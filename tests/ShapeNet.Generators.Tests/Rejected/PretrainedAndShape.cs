using ShapeNet;

// The wrong shape is the only error: whether the weights fit is not said before it is mended.
[Network, Input(3, 32, 32), Pretrained("PretrainedAndShape.weights.txt")]
partial record Net(
    [Conv2d(8, Kernel = 5), Shape(8, 32, 32)] Conv2d Conv1);
