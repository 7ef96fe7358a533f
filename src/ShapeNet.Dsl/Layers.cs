namespace ShapeNet;

// The type of a record parameter says which layer stands there. These types are names in a declaration:
// nothing ever makes an object of them, the generator reads them and the trained values live in the arena.

/// <summary>A 2-D convolution, C×H×W → C′×H′×W′; needs a <see cref="Conv2dAttribute"/>.</summary>
public sealed class Conv2d
{
    private Conv2d()
    {
    }
}

/// <summary>A transposed 2-D convolution, C×H×W → C′×H′×W′; needs a <see cref="ConvTranspose2dAttribute"/>.</summary>
public sealed class ConvTranspose2d
{
    private ConvTranspose2d()
    {
    }
}

/// <summary>Batch normalisation of each channel over images, rows and columns (Ioffe and Szegedy 2015); keeps the shape.</summary>
public sealed class BatchNorm2d
{
    private BatchNorm2d()
    {
    }
}

/// <summary>max(x, 0) of every value; keeps the shape.</summary>
public sealed class ReLU
{
    private ReLU()
    {
    }
}

/// <summary>The maximum of each window, C×H×W → C×H′×W′; needs a <see cref="MaxPool2dAttribute"/>.</summary>
public sealed class MaxPool2d
{
    private MaxPool2d()
    {
    }
}

/// <summary>The average of each window, C×H×W → C×H′×W′; needs an <see cref="AvgPool2dAttribute"/>.</summary>
public sealed class AvgPool2d
{
    private AvgPool2d()
    {
    }
}

/// <summary>The average of each channel, C×H×W → C×1×1 (PyTorch's <c>AdaptiveAvgPool2d(1)</c>).</summary>
public sealed class GlobalAvgPool2d
{
    private GlobalAvgPool2d()
    {
    }
}

/// <summary>A fully connected layer, F → F′; needs a <see cref="LinearAttribute"/>.</summary>
public sealed class Linear
{
    private Linear()
    {
    }
}

/// <summary>C×H×W → C·H·W features, in the order channel, row, column.</summary>
public sealed class Flatten
{
    private Flatten()
    {
    }
}

/// <summary>In training, zeroes values at random and scales the others up (Srivastava et al. 2014); keeps the shape.</summary>
public sealed class Dropout
{
    private Dropout()
    {
    }
}

/// <summary>The sum of tensors of one shape; needs an <see cref="AddAttribute"/>.</summary>
public sealed class Add
{
    private Add()
    {
    }
}

/// <summary>Tensors of one height and width joined along the channels; needs a <see cref="ConcatAttribute"/>.</summary>
public sealed class Concat
{
    private Concat()
    {
    }
}

/// <summary>A window cut out of each channel, C×H×W → C×H′×W′; needs a <see cref="CropAttribute"/>.</summary>
public sealed class Crop
{
    private Crop()
    {
    }
}

/// <summary>Names for what is not a layer of the block itself.</summary>
public static class Layer
{
    /// <summary>In <c>[From]</c>, <c>[Add]</c>, <c>[Concat]</c> and <c>[Crop]</c>: the tensor that enters the block or network.</summary>
    public const string Input = "Layer.Input";
}
