namespace ShapeNet.Networks.Tests.Networks;

/// <summary>A network without a kink: its loss can be differentiated numerically.</summary>
[Network, Input(2, 7, 7)]
public partial record Smooth(
    [Conv2d(4, Kernel = 3, Stride = 2, Padding = 1)] Conv2d Conv1,
    [BatchNorm2d(Epsilon = 1e-3)] BatchNorm2d Bn1,
    [Conv2d(4, Kernel = 3, Padding = 2, Dilation = 2, Groups = 2)] Conv2d Conv2,
    [Add(nameof(Bn1))] Add Sum,
    [ConvTranspose2d(3, Kernel = 3, Stride = 2, Padding = 1)] ConvTranspose2d Up,
    [AvgPool2d(3, Stride = 1, Padding = 1)] AvgPool2d Smoothed,
    BatchNorm2d Bn2,
    [Add(nameof(Smoothed))] Add Sharpened,
    [Concat(Layer.Input)] Concat Joined,
    [Conv2d(3)] Conv2d Head,
    [Crop(5, 4, Top = 0)] Crop Window);
