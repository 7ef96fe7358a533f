namespace ShapeNet.Networks.Tests.Networks;

/// <summary>LeNet (LeCun et al. 1998) in small: the features' order after flattening matters.</summary>
[Network, Input(1, 16, 16)]
public partial record LeNet(
    [Conv2d(6, Kernel = 5, Padding = 2)] Conv2d Conv1,
    ReLU Relu1,
    [AvgPool2d(2)] AvgPool2d Pool1,
    [Conv2d(8, Kernel = 5)] Conv2d Conv2,
    ReLU Relu2,
    [MaxPool2d(2)] MaxPool2d Pool2,
    Flatten Flat,
    [Linear(24)] Linear Fc1,
    ReLU Relu3,
    [Linear(10)] Linear Fc2);

/// <summary>Feature vectors all the way: a residual, the input joined to them, no bias.</summary>
[Network, Input(12)]
public partial record Mlp(
    [Linear(19)] Linear Fc1,
    ReLU Relu1,
    [Linear(19)] Linear Fc2,
    [Add(nameof(Relu1))] Add Sum,
    ReLU Relu2,
    [Concat(Layer.Input)] Concat Joined,
    [Linear(7, Bias = false)] Linear Fc3);

/// <summary>Ends with the average of each class's map: labels of one position.</summary>
[Network, Input(2, 7, 8)]
public partial record AllConv(
    [Conv2d(6, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(5, Kernel = 3)] Conv2d Conv2,
    GlobalAvgPool2d Pool);

/// <summary>Ends with flattening: one label chooses among the values of all channels and positions.</summary>
[Network, Input(2, 4, 6)]
public partial record FlatLogits(
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(3, Kernel = 3)] Conv2d Conv2,
    Flatten Flat);

/// <summary>Flattens the input, whose single channel makes both orders the same.</summary>
[Network, Input(1, 5, 6)]
public partial record FlatImage(
    Flatten Flat,
    [Linear(8)] Linear Fc1,
    ReLU Relu1,
    [Linear(4)] Linear Fc2);

/// <summary>An image and a weight that travel to a GPU in several pieces.</summary>
[Network, Input(1, 1200, 1000)]
public partial record Large(
    [AvgPool2d(100)] AvgPool2d Pool,
    Flatten Flat,
    [Linear(20_000)] Linear Fc);
