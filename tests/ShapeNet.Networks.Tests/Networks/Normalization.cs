namespace ShapeNet.Networks.Tests.Networks;

/// <summary>
/// Batch normalisation of the input, of a convolution with a bias, of a ReLU, with its own epsilon and momentum, with and
/// without a ReLU behind it, and as the network's end.
/// </summary>
[Network, Input(3, 7, 9)]
public partial record Norms(
    BatchNorm2d InputNorm,
    [Conv2d(6, Kernel = 3, Padding = 1)] Conv2d Conv1,
    [BatchNorm2d(Epsilon = 1e-3, Momentum = 0.3)] BatchNorm2d Bn1,
    ReLU Relu1,
    BatchNorm2d Bn2,
    [Conv2d(5, Kernel = 3, Stride = 2, Padding = 1, Bias = false)] Conv2d Conv2,
    BatchNorm2d Bn3,
    ReLU Relu2,
    [Conv2d(4)] Conv2d Conv3,
    [BatchNorm2d(Epsilon = 0.02)] BatchNorm2d Bn4);

/// <summary>ReLU of tensors that other layers read as well, and ReLU as the network's end.</summary>
[Network, Input(2, 6, 7)]
public partial record SharedReLUs(
    [Conv2d(5, Kernel = 3, Padding = 1)] Conv2d Conv1,
    ReLU Relu1,
    [Conv2d(5, Kernel = 3, Padding = 1)] Conv2d Conv2,
    [Add(nameof(Conv1), nameof(Relu1))] Add Sum1,
    BatchNorm2d Bn1,
    ReLU Relu2,
    [Conv2d(5)] Conv2d Conv3,
    [Add(nameof(Bn1))] Add Sum2,
    ReLU Relu3);

/// <summary>Batch normalisation of one value of each channel.</summary>
[Network, Input(3, 6, 7)]
public partial record PooledNorm(
    BatchNorm2d Norm1,
    [Conv2d(8, Kernel = 3)] Conv2d Conv1,
    GlobalAvgPool2d Pool,
    BatchNorm2d Norm2,
    ReLU Relu,
    [Conv2d(4)] Conv2d Conv2);
