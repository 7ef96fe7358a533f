using ShapeNet;

namespace Networks;

/// <summary>LeNet-5 (LeCun et al. 1998) with ReLU and maximum pooling.</summary>
[Network, Input(1, 28, 28)]
public partial record LeNet(
    [Conv2d(6, Kernel = 5, Padding = 2)] Conv2d Conv1,
    ReLU Relu1,
    [MaxPool2d(2), Shape(6, 14, 14)] MaxPool2d Pool1,
    [Conv2d(16, Kernel = 5)] Conv2d Conv2,
    ReLU Relu2,
    [MaxPool2d(2), Shape(16, 5, 5)] MaxPool2d Pool2,
    Flatten Flatten,
    [Linear(120)] Linear Fc1,
    ReLU Relu3,
    [Linear(84)] Linear Fc2,
    ReLU Relu4,
    [Linear(10)] Linear Fc3);
