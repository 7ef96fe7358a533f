namespace ShapeNet.Networks.Tests.Networks;

/// <summary>Dropout behind something that is trained.</summary>
[Network, Input(3, 8, 9)]
public partial record Dropped(
    [Conv2d(3)] Conv2d Conv,
    [Dropout(0.3)] Dropout Drop);

/// <summary>Dropout of a tensor that another layer reads as well.</summary>
[Network, Input(3, 8, 9)]
public partial record DroppedSum(
    [Conv2d(3)] Conv2d Conv,
    [Dropout(0.3)] Dropout Drop,
    [Add(nameof(Conv))] Add Sum);

/// <summary>Two masks of one tensor, side by side; nothing is trained.</summary>
[Network, Input(3, 8, 9)]
public partial record TwoMasks(
    [Dropout] Dropout Half,
    [From(Layer.Input), Dropout(0.25)] Dropout Quarter,
    [Concat(nameof(Half))] Concat Both);
