namespace ShapeNet;

/// <summary>Marks a partial record as a network; its parameters are its layers, in the order in which data flows.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NetworkAttribute : Attribute;

/// <summary>
/// Marks a record as a block: a reusable run of layers. Its <see langword="int"/>, <see langword="bool"/> and
/// <see langword="double"/> parameters are constants that each use gives with <see cref="WithAttribute"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BlockAttribute : Attribute;

/// <summary>The shape of one image that enters a <see cref="NetworkAttribute">network</see>; the batch size is free.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InputAttribute : Attribute
{
    /// <summary>Images.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public InputAttribute(int channels, int height, int width) => Dimensions = [channels, height, width];

    /// <summary>Feature vectors.</summary>
    /// <param name="features">Features.</param>
    public InputAttribute(int features) => Dimensions = [features];

    /// <summary>Channels, rows and columns; or features.</summary>
    public int[] Dimensions { get; }
}

/// <summary>
/// Names the list of the weights that a network is to start from; the build fails at a layer that they do not fit. Layers of
/// which the list has no tensor begin as declared.
/// </summary>
/// <param name="manifest">
/// A file of lines such as <c>conv1.weight 64x3x7x7</c>, among the project's <c>AdditionalFiles</c>; its name ends in
/// <c>.weights.txt</c>.
/// </param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PretrainedAttribute(string manifest) : Attribute
{
    /// <summary>The file.</summary>
    public string Manifest { get; } = manifest;

    /// <summary>Tensors that the network leaves out, by their names or what their names begin with: <c>fc</c> for <c>fc.weight</c> and <c>fc.bias</c>.</summary>
    public string[] Unused { get; set; } = [];
}

/// <summary>Gives a block its constants, in the order in which the block declares them.</summary>
/// <param name="constants">Values, or names of the surrounding block's constants.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WithAttribute(params object[] constants) : Attribute
{
    /// <summary>Values, or names of the surrounding block's constants.</summary>
    public object[] Constants { get; } = constants;
}

/// <summary>Places a layer or block several times in a row, each with weights of its own.</summary>
/// <param name="count">How often: an int or the name of a block's constant.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RepeatAttribute(object count) : Attribute
{
    /// <summary>How often.</summary>
    public object Count { get; } = count;

    /// <summary>The number of the first one in the parameters' names; 0 unless said.</summary>
    public int FirstIndex { get; set; }
}

/// <summary>Takes a layer's input from an earlier layer instead of the one before it.</summary>
/// <param name="layer">The name of an earlier layer, or <see cref="Layer.Input"/>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromAttribute(string layer) : Attribute
{
    /// <summary>The name of an earlier layer, or <see cref="Layer.Input"/>.</summary>
    public string Layer { get; } = layer;
}

/// <summary>Asserts a layer's output shape; the build fails where it has another one.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ShapeAttribute : Attribute
{
    /// <summary>Images.</summary>
    /// <param name="channels">Channels.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public ShapeAttribute(int channels, int height, int width) => Dimensions = [channels, height, width];

    /// <summary>Feature vectors.</summary>
    /// <param name="features">Features.</param>
    public ShapeAttribute(int features) => Dimensions = [features];

    /// <summary>Channels, rows and columns; or features.</summary>
    public int[] Dimensions { get; }
}

/// <summary>
/// The name of a layer in weight files. Unless said it is the parameter's name in snake case
/// (<c>TransposeConv</c> → <c>transpose_conv</c>); an empty name adds nothing to the path.
/// </summary>
/// <param name="name">One or more segments joined by dots, such as <c>downsample.0</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NameAttribute(string name) : Attribute
{
    /// <summary>One or more segments joined by dots.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// How weights get their first values: of one layer, or, on a block or network, of all its convolutions and
/// fully connected layers that do not say it themselves.
/// </summary>
/// <param name="weight">The weight's initialiser.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Class)]
public sealed class InitAttribute(Initializer weight) : Attribute
{
    /// <summary>The weight's initialiser.</summary>
    public Initializer Weight { get; } = weight;

    /// <summary>The bias's initialiser; <see cref="Initializer.Default"/> unless said.</summary>
    public Initializer Bias { get; set; }

    /// <summary>The fan of the Kaiming initialisers.</summary>
    public FanMode Mode { get; set; }

    /// <summary>The value of <see cref="Initializer.Constant"/>.</summary>
    public double Value { get; set; }
}
