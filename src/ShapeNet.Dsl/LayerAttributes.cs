namespace ShapeNet;

// A hyperparameter of type object takes
//   an int                       Stride = 2                     the same for rows and columns
//   an int[2]                    Kernel = new[] { 1, 7 }        rows, then columns
//   a bool or a double           Bias = false, Epsilon = 1e-3
//   the name of a block's        Stride = nameof(Stride)        the value that the block is used with
//   constant parameter
// and the generator says so when something else stands there.

/// <summary>The hyperparameters of a <see cref="Conv2d"/>: out = ⌊(in + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1.</summary>
/// <param name="outChannels">Output channels: an int or the name of a block's constant.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class Conv2dAttribute(object outChannels) : Attribute
{
    /// <summary>Output channels.</summary>
    public object OutChannels { get; } = outChannels;

    /// <summary>Kernel rows and columns; 1 unless said.</summary>
    public object Kernel { get; set; } = 1;

    /// <summary>Step between windows; 1 unless said.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>Zeros added on each side; 0 unless said.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Distance between kernel positions; 1 unless said.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>Independent parts that the channels are split into; 1 unless said.</summary>
    public object Groups { get; set; } = 1;

    /// <summary>Whether a bias is added; <see langword="true"/> unless said.</summary>
    public object Bias { get; set; } = true;
}

/// <summary>
/// The hyperparameters of a <see cref="ConvTranspose2d"/>:
/// out = (in − 1)·stride − 2·padding + dilation·(kernel − 1) + output padding + 1.
/// </summary>
/// <param name="outChannels">Output channels: an int or the name of a block's constant.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ConvTranspose2dAttribute(object outChannels) : Attribute
{
    /// <summary>Output channels.</summary>
    public object OutChannels { get; } = outChannels;

    /// <summary>Kernel rows and columns; 1 unless said.</summary>
    public object Kernel { get; set; } = 1;

    /// <summary>Output step for one input step; 1 unless said.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>Rows and columns taken away on each side; 0 unless said.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Rows and columns added at the bottom and right, less than stride or dilation; 0 unless said.</summary>
    public object OutputPadding { get; set; } = 0;

    /// <summary>Distance between kernel positions; 1 unless said.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>Independent parts that the channels are split into; 1 unless said.</summary>
    public object Groups { get; set; } = 1;

    /// <summary>Whether a bias is added; <see langword="true"/> unless said.</summary>
    public object Bias { get; set; } = true;
}

/// <summary>The hyperparameters of a <see cref="BatchNorm2d"/>; may be left out.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BatchNorm2dAttribute : Attribute
{
    /// <summary>Added to the variance before the square root; 1e-5 unless said.</summary>
    public object Epsilon { get; set; } = 1e-5;

    /// <summary>The weight of the new value in the running statistics; 0.1 unless said.</summary>
    public object Momentum { get; set; } = 0.1;
}

/// <summary>The hyperparameters of a <see cref="MaxPool2d"/>.</summary>
/// <param name="kernel">Window rows and columns.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class MaxPool2dAttribute(object kernel) : Attribute
{
    /// <summary>Window rows and columns.</summary>
    public object Kernel { get; } = kernel;

    /// <summary>Step between windows; the kernel's size unless said.</summary>
    public object? Stride { get; set; }

    /// <summary>Positions added on each side, at most half the kernel; they never win. 0 unless said.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Distance between window positions; 1 unless said.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>Whether a last window may overhang the input; <see langword="false"/> unless said.</summary>
    public object CeilMode { get; set; } = false;
}

/// <summary>The hyperparameters of an <see cref="AvgPool2d"/>.</summary>
/// <param name="kernel">Window rows and columns.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AvgPool2dAttribute(object kernel) : Attribute
{
    /// <summary>Window rows and columns.</summary>
    public object Kernel { get; } = kernel;

    /// <summary>Step between windows; the kernel's size unless said.</summary>
    public object? Stride { get; set; }

    /// <summary>Zeros added on each side, at most half the kernel; 0 unless said.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Whether a last window may overhang the input; <see langword="false"/> unless said.</summary>
    public object CeilMode { get; set; } = false;

    /// <summary>Whether the padding counts in the divisor; <see langword="true"/> unless said.</summary>
    public object CountIncludePad { get; set; } = true;
}

/// <summary>The hyperparameters of a <see cref="Linear"/>.</summary>
/// <param name="outFeatures">Output features: an int or the name of a block's constant.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class LinearAttribute(object outFeatures) : Attribute
{
    /// <summary>Output features.</summary>
    public object OutFeatures { get; } = outFeatures;

    /// <summary>Whether a bias is added; <see langword="true"/> unless said.</summary>
    public object Bias { get; set; } = true;
}

/// <summary>The hyperparameter of a <see cref="Dropout"/>; may be left out.</summary>
/// <param name="probability">The probability that a value becomes zero, at least 0 and below 1; 0.5 unless said.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class DropoutAttribute(object probability) : Attribute
{
    /// <summary>With a probability of 0.5.</summary>
    public DropoutAttribute()
        : this(0.5)
    {
    }

    /// <summary>The probability that a value becomes zero.</summary>
    public object Probability { get; } = probability;
}

/// <summary>What an <see cref="Add"/> adds to the tensor that reaches it.</summary>
/// <param name="others">Names of earlier layers, or <see cref="Layer.Input"/>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AddAttribute(params string[] others) : Attribute
{
    /// <summary>Names of earlier layers, or <see cref="Layer.Input"/>.</summary>
    public string[] Others { get; } = others;
}

/// <summary>What a <see cref="Concat"/> appends, in order, to the tensor that reaches it.</summary>
/// <param name="others">Names of earlier layers, or <see cref="Layer.Input"/>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ConcatAttribute(params string[] others) : Attribute
{
    /// <summary>Names of earlier layers, or <see cref="Layer.Input"/>.</summary>
    public string[] Others { get; } = others;
}

/// <summary>The window of a <see cref="Crop"/>: a size, or the size of another layer's output; centred unless said.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class CropAttribute : Attribute
{
    /// <summary>Crops to a size.</summary>
    /// <param name="height">Rows to keep: an int or the name of a block's constant.</param>
    /// <param name="width">Columns to keep: an int or the name of a block's constant.</param>
    public CropAttribute(object height, object width) => (Height, Width) = (height, width);

    /// <summary>Crops to the rows and columns of another layer's output.</summary>
    /// <param name="like">The name of an earlier layer, or <see cref="Layer.Input"/>.</param>
    public CropAttribute(string like) => Like = like;

    /// <summary>Rows to keep.</summary>
    public object? Height { get; }

    /// <summary>Columns to keep.</summary>
    public object? Width { get; }

    /// <summary>The layer whose rows and columns are kept.</summary>
    public string? Like { get; }

    /// <summary>The first row that is kept; the middle unless said.</summary>
    public object? Top { get; set; }

    /// <summary>The first column that is kept; the middle unless said.</summary>
    public object? Left { get; set; }
}
