using System.Runtime.InteropServices;

namespace ShapeNet.Runtime;

/// <summary>A borrowed buffer of an exact length; disposing of it gives it back to the system at once, however large it is.</summary>
internal readonly unsafe ref struct RentedFloats : IDisposable
{
    private readonly float* values;
    private readonly int length;

    /// <summary>Borrows a buffer; its values are arbitrary.</summary>
    /// <param name="length">How many values.</param>
    public RentedFloats(int length)
    {
        values = (float*)NativeMemory.Alloc((nuint)length, sizeof(float));
        this.length = length;
    }

    /// <summary>The values.</summary>
    public Span<float> Span => new(values, length);

    public void Dispose() => NativeMemory.Free(values);
}
