namespace ShapeNet.Networks.Tests.Networks;

/// <summary>One class, whose probability is one.</summary>
[Network, Input(2, 5, 7)]
public partial record OneClass([Conv2d(1)] Conv2d Head);

/// <summary>An even number of classes, and more pixels than a group counts.</summary>
[Network, Input(2, 31, 37)]
public partial record TwoClasses([Conv2d(2)] Conv2d Head);

/// <summary>The classes of Pascal VOC, on images whose values come in quads.</summary>
[Network, Input(2, 16, 20)]
public partial record AlignedClasses([Conv2d(21)] Conv2d Head);

/// <summary>The same, on images whose values do not.</summary>
[Network, Input(2, 17, 19)]
public partial record UnalignedClasses([Conv2d(21)] Conv2d Head);

/// <summary>The most classes of which a group of a GPU keeps its pixels' values.</summary>
[Network, Input(2, 3, 87)]
public partial record FullClasses([Conv2d(45)] Conv2d Head);

/// <summary>One more than that.</summary>
[Network, Input(2, 3, 87)]
public partial record OverfullClasses([Conv2d(46)] Conv2d Head);

/// <summary>The classes of ImageNet, in each pixel.</summary>
[Network, Input(2, 3, 5)]
public partial record ThousandClasses([Conv2d(1000)] Conv2d Head);

/// <summary>Maximum pooling of channels in quads: overlapping, dilated, overhanging, with windows that leave pixels out, that are large, and that are huge.</summary>
[Network, Input(1, 23, 26)]
public partial record QuadMaxPools(
    [Conv2d(8)] Conv2d Conv1,
    [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d Overlapping,
    [From(nameof(Conv1)), MaxPool2d(new[] { 3, 2 }, Stride = new[] { 2, 1 }, Padding = 1, Dilation = new[] { 2, 3 })] MaxPool2d Dilated,
    [From(nameof(Conv1)), MaxPool2d(new[] { 2, 1 }, Stride = 3, CeilMode = true)] MaxPool2d Sparse,
    [From(nameof(Conv1)), MaxPool2d(7, Stride = 3, Padding = 3)] MaxPool2d Large,
    [From(nameof(Conv1)), MaxPool2d(17, Stride = 4, Padding = 8)] MaxPool2d Huge,
    [From(nameof(Overlapping)), Crop(6, 7)] Crop Crop1,
    [From(nameof(Dilated)), Crop(6, 7)] Crop Crop2,
    [From(nameof(Sparse)), Crop(6, 7)] Crop Crop3,
    [From(nameof(Large)), Crop(6, 7)] Crop Crop4,
    [From(nameof(Huge)), Crop(6, 7)] Crop Crop5,
    [Concat(nameof(Crop1), nameof(Crop2), nameof(Crop3), nameof(Crop4), nameof(Crop5))] Concat Joined,
    [Conv2d(3)] Conv2d Head);

/// <summary>Average pooling of channels in quads, with the same windows but for dilation.</summary>
[Network, Input(1, 23, 26)]
public partial record QuadAvgPools(
    [Conv2d(8)] Conv2d Conv1,
    [AvgPool2d(3, Stride = 2, Padding = 1)] AvgPool2d Overlapping,
    [From(nameof(Conv1)), AvgPool2d(new[] { 3, 2 }, Stride = new[] { 2, 1 }, Padding = 1, CountIncludePad = false)] AvgPool2d Uncounted,
    [From(nameof(Conv1)), AvgPool2d(new[] { 2, 1 }, Stride = 3, CeilMode = true)] AvgPool2d Sparse,
    [From(nameof(Conv1)), AvgPool2d(7, Stride = 3, Padding = 3)] AvgPool2d Large,
    [From(nameof(Conv1)), AvgPool2d(17, Stride = 4, Padding = 8)] AvgPool2d Huge,
    [From(nameof(Overlapping)), Crop(6, 7)] Crop Crop1,
    [From(nameof(Uncounted)), Crop(6, 7)] Crop Crop2,
    [From(nameof(Sparse)), Crop(6, 7)] Crop Crop3,
    [From(nameof(Large)), Crop(6, 7)] Crop Crop4,
    [From(nameof(Huge)), Crop(6, 7)] Crop Crop5,
    [Concat(nameof(Crop1), nameof(Crop2), nameof(Crop3), nameof(Crop4), nameof(Crop5))] Concat Joined,
    [Conv2d(3)] Conv2d Head);

/// <summary>Maxima as the network's output: of channels in quads, and of others.</summary>
[Network, Input(1, 9, 11)]
public partial record QuadMaxima([Conv2d(4)] Conv2d Conv1, [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d Pool);

/// <inheritdoc cref="QuadMaxima"/>
[Network, Input(1, 9, 11)]
public partial record SingleMaxima([Conv2d(3)] Conv2d Conv1, [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d Pool);
