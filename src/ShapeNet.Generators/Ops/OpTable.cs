namespace ShapeNet.Generators.Ops;

/// <summary>All layers of the language.</summary>
internal static class OpTable
{
    /// <summary>Attributes that may stand at any layer or block.</summary>
    public static IReadOnlyList<string> CommonAttributes { get; } = ["From", "Shape", "Name", "Repeat"];

    private static readonly Dictionary<string, OpDeclaration> Declarations = new OpDeclaration[]
    {
        new("Conv2d", NeedsAttribute: true, "64, Kernel = 3, Padding = 1", Conv2dOp.Read) { TakesInit = true },
        new("ConvTranspose2d", NeedsAttribute: true, "64, Kernel = 2, Stride = 2", ConvTranspose2dOp.Read) { TakesInit = true },
        new("BatchNorm2d", NeedsAttribute: false, "", BatchNorm2dOp.Read),
        new("ReLU", NeedsAttribute: false, null, ReLUOp.Read),
        new("MaxPool2d", NeedsAttribute: true, "2", MaxPool2dOp.Read),
        new("AvgPool2d", NeedsAttribute: true, "2", AvgPool2dOp.Read),
        new("GlobalAvgPool2d", NeedsAttribute: false, null, GlobalAvgPool2dOp.Read),
        new("Linear", NeedsAttribute: true, "10", LinearOp.Read) { TakesInit = true },
        new("Flatten", NeedsAttribute: false, null, FlattenOp.Read),
        new("Dropout", NeedsAttribute: false, "0.5", DropoutOp.Read),
        new("Add", NeedsAttribute: true, "nameof(OtherLayer)", AddOp.Read) { References = "Others" },
        new("Concat", NeedsAttribute: true, "nameof(OtherLayer)", ConcatOp.Read) { References = "Others" },
        new("Crop", NeedsAttribute: true, "nameof(OtherLayer)", CropOp.Read) { References = "Like" },
    }.ToDictionary(declaration => declaration.LayerType, StringComparer.Ordinal);

    public static IEnumerable<OpDeclaration> All => Declarations.Values;

    public static OpDeclaration? Find(string layerType) => Declarations.TryGetValue(layerType, out var found) ? found : null;
}

/// <summary>How a layer is declared.</summary>
/// <param name="LayerType">Its type, and the name of its attribute.</param>
/// <param name="NeedsAttribute">Whether the attribute must be there.</param>
/// <param name="Example">Arguments that a message may suggest; null where the layer has no attribute.</param>
/// <param name="Read">Makes the op from its hyperparameters.</param>
internal sealed record OpDeclaration(string LayerType, bool NeedsAttribute, string? Example, Func<Hyperparameters, Op> Read)
{
    /// <summary>Whether <c>[Init]</c> may stand at the layer.</summary>
    public bool TakesInit { get; init; }

    /// <summary>The attribute as a message may suggest it.</summary>
    public string Suggestion => $"[{LayerType}({Example})]";

    /// <summary>The argument of the attribute that names other layers, if there is one.</summary>
    public string? References { get; init; }
}
