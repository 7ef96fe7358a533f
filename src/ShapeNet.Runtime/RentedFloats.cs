using System.Buffers;

namespace ShapeNet.Runtime;

/// <summary>A borrowed buffer of an exact length; disposing of it gives it back.</summary>
internal readonly ref struct RentedFloats : IDisposable
{
    private readonly float[] values;

    /// <summary>Borrows a buffer; its values are arbitrary.</summary>
    /// <param name="length">How many values.</param>
    public RentedFloats(int length)
    {
        values = ArrayPool<float>.Shared.Rent(length);
        Span = values.AsSpan(0, length);
    }

    /// <summary>The values.</summary>
    public Span<float> Span { get; }

    public void Dispose() => ArrayPool<float>.Shared.Return(values);
}
