namespace ShapeNet.Runtime;

/// <summary>The classes that a network should give: one for each position of an image, or one for each image.</summary>
/// <typeparam name="TShape">The shape of one image's labels: rows and columns, or <see cref="Scalar"/>.</typeparam>
public sealed class Labels<TShape>
    where TShape : IShape
{
    private readonly int[] values;
    private int count;

    /// <summary>Reserves memory, all class 0, for the labels of a number of images; it starts full.</summary>
    /// <param name="capacity">The most images whose labels it can hold; at least 1.</param>
    public Labels(int capacity)
    {
        Capacity = count = capacity;
        values = GC.AllocateArray<int>(BatchSize.Elements<TShape>(capacity), pinned: true);
    }

    /// <summary>The most images whose labels this can hold.</summary>
    public int Capacity { get; }

    /// <summary>Of how many images this holds the labels: <see cref="Capacity"/> unless said.</summary>
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

    /// <summary>All labels.</summary>
    public Span<int> Values => values.AsSpan(0, count * TShape.Elements);

    /// <summary>The labels of one image, row by row.</summary>
    /// <param name="index">Its place in the batch.</param>
    public Span<int> Image(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, count);
        return values.AsSpan(index * TShape.Elements, TShape.Elements);
    }
}
