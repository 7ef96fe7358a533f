namespace ShapeNet.Networks.Tests.Networks;

/// <summary>Maximum pooling: overlapping, padded, dilated, overhanging, and as the network's end.</summary>
[Network, Input(3, 13, 15)]
public partial record MaxPools(
    [Conv2d(6, Kernel = 3, Padding = 1)] Conv2d Conv1,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d Pool1,
    [Conv2d(6, Kernel = 3, Padding = 1)] Conv2d Conv2,
    [MaxPool2d(new[] { 2, 3 }, Stride = 1, Padding = 1, Dilation = new[] { 2, 1 })] MaxPool2d Pool2,
    ReLU Relu1,
    [Conv2d(5, Kernel = 3, Padding = 1)] Conv2d Conv3,
    [MaxPool2d(3, Stride = 2, CeilMode = true), Shape(5, 3, 4)] MaxPool2d Pool3);

/// <summary>Average pooling: overlapping, padding counted and not counted, overhanging, and as the network's end.</summary>
[Network, Input(3, 13, 14)]
public partial record AvgPools(
    [Conv2d(6, Kernel = 3, Padding = 1)] Conv2d Conv1,
    [AvgPool2d(3, Stride = 2, Padding = 1, CeilMode = true), Shape(6, 7, 8)] AvgPool2d Pool1,
    ReLU Relu1,
    [Conv2d(4, Kernel = 3, Padding = 1)] Conv2d Conv2,
    [AvgPool2d(3, Stride = 2, Padding = 1, CeilMode = true, CountIncludePad = false), Shape(4, 4, 5)] AvgPool2d Pool2,
    [Conv2d(4)] Conv2d Conv3,
    [AvgPool2d(new[] { 2, 3 }, Stride = new[] { 2, 1 }, Padding = new[] { 1, 0 }), Shape(4, 3, 3)] AvgPool2d Pool3);
