namespace ShapeNet.Runtime;

/// <summary>
/// Images in the host's memory, on their way to a network or back. C×H×W images lie channels-last: row by row,
/// position by position, the channels of one position side by side.
/// </summary>
/// <typeparam name="TShape">The shape of one image, or of one feature vector.</typeparam>
public sealed class Batch<TShape>
    where TShape : IShape
{
    private readonly AlignedFloats values;
    private int count;

    /// <summary>Reserves memory, all zero, for a number of images; the batch starts full.</summary>
    /// <param name="capacity">The most images that it can hold; at least 1.</param>
    public Batch(int capacity)
    {
        Capacity = count = capacity;
        values = new(BatchSize.Elements<TShape>(capacity));
    }

    /// <summary>The most images that the batch can hold.</summary>
    public int Capacity { get; }

    /// <summary>How many images the batch holds: <see cref="Capacity"/> unless said, fewer in a short last batch.</summary>
    public int Count
    {
        get => count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Capacity);
            count = value;
        }
    }

    /// <summary>All values of the batch's images.</summary>
    public Span<float> Values => values.Span(0, count * TShape.Elements);

    /// <summary>The values of one image.</summary>
    /// <param name="index">Its place in the batch.</param>
    public Span<float> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return values.Span(index * TShape.Elements, TShape.Elements);
    }

    /// <summary>Takes the images from PyTorch's order: N×C×H×W.</summary>
    /// <param name="source">As many values as <see cref="Values"/> has.</param>
    public void CopyFromChannelsFirst(ReadOnlySpan<float> source)
    {
        ThrowUnlessFits(source.Length, nameof(source));
        for (var image = 0; image < count; image++)
            ChannelOrder.ToLast<TShape>(source.Slice(image * TShape.Elements, TShape.Elements), Image(image));
    }

    /// <summary>Gives the images in PyTorch's order: N×C×H×W.</summary>
    /// <param name="destination">Room for as many values as <see cref="Values"/> has.</param>
    public void CopyToChannelsFirst(Span<float> destination)
    {
        ThrowUnlessFits(destination.Length, nameof(destination));
        for (var image = 0; image < count; image++)
            ChannelOrder.ToFirst<TShape>(Image(image), destination.Slice(image * TShape.Elements, TShape.Elements));
    }

    /// <summary>
    /// Gives the channel of the largest value: the class of each image that a network found likeliest, or of each
    /// position of each image. Of equal ones it is the first.
    /// </summary>
    /// <typeparam name="TLabels">The shape of one image's labels: <see cref="Scalar"/>, or rows and columns.</typeparam>
    /// <param name="classes">Room for the classes; its count becomes the batch's.</param>
    public void ArgMax<TLabels>(Labels<TLabels> classes)
        where TLabels : IShape
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (TShape.Dimensions.IsEmpty || !TShape.Dimensions[1..].SequenceEqual(TLabels.Dimensions))
            throw new ArgumentException($"Images of {TShape.Text} have no classes of shape {TLabels.Text}.", nameof(classes));

        classes.Count = count;
        var channels = TShape.Dimensions[0];
        var found = classes.Values;
        for (var position = 0; position < found.Length; position++)
            found[position] = Logits.ArgMax(Values.Slice(position * channels, channels));
    }

    private void ThrowUnlessFits(int length, string argument)
    {
        if (length != count * TShape.Elements)
            throw new ArgumentException($"{count} images of {TShape.Text} are {count * TShape.Elements} values, not {length}.", argument);
    }
}
