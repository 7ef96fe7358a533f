namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// The operations on vectors of one width. Kernels are written once over a struct that implements this;
/// the JIT compiles them once per width and every member becomes an instruction.
/// </summary>
/// <typeparam name="TVector">The vector itself.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : struct
{
    /// <summary>float32 values in a vector.</summary>
    static abstract int Lanes { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Broadcast(float value);

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    /// <summary>Loads the first <paramref name="count"/> lanes, 0 &lt; count ≤ Lanes, and touches no other memory; the rest are zero.</summary>
    static abstract TVector LoadFirst(float* source, int count);

    /// <summary>Stores the first <paramref name="count"/> lanes, 0 &lt; count ≤ Lanes, and touches no other memory.</summary>
    static abstract void StoreFirst(float* target, TVector value, int count);

    /// <summary>The first <paramref name="count"/> lanes, 0 &lt; count ≤ Lanes; the rest become zero.</summary>
    static abstract TVector KeepFirst(TVector value, int count);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left · right + addend, rounded once where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    /// <summary>Negative values become zero; NaN stays NaN.</summary>
    static abstract TVector ReLU(TVector value);

    /// <summary>The value where the condition is greater than zero, else zero.</summary>
    static abstract TVector WherePositive(TVector condition, TVector value);

    /// <summary>The value where left is greater than right or left is NaN, else otherwise.</summary>
    static abstract TVector WhereGreaterOrNaN(TVector left, TVector right, TVector value, TVector otherwise);

    /// <summary>The value where both sides are equal, else zero.</summary>
    static abstract TVector WhereEqual(TVector left, TVector right, TVector value);

    /// <summary>The larger value; right where either is NaN.</summary>
    static abstract TVector Max(TVector left, TVector right);

    /// <summary>The sum of all lanes.</summary>
    static abstract float SumOfLanes(TVector value);

    /// <summary>The largest lane.</summary>
    static abstract float LargestLane(TVector value);

    /// <summary>The nearest integer, ties to even.</summary>
    static abstract TVector Round(TVector value);

    /// <summary>2 to the power of a whole number in −127 … 127; −127 gives zero.</summary>
    static abstract TVector PowerOfTwo(TVector wholeNumber);

    /// <summary>target[j · targetStride + i] = source[i · sourceStride + j] for i, j &lt; Lanes.</summary>
    static abstract void Transpose(float* source, nint sourceStride, float* target, nint targetStride);

    /// <summary>Lane by lane: one byte of each whole number in 0 … 255.</summary>
    static abstract void StoreBytes(byte* target, TVector wholeNumbers);

    /// <summary>Lane by lane: the float of each byte.</summary>
    static abstract TVector LoadBytes(byte* source);
}
