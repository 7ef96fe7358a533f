using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Eight lanes: AVX2 with FMA.</summary>
internal readonly unsafe struct Simd256 : ISimd<Vector256<float>>
{
    public static int Lanes => 8;

    public static Vector256<float> Zero => Vector256<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, Vector256<float> value) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadFirst(float* source, int count) => Avx.MaskLoad(source, First(count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* target, Vector256<float> value, int count) =>
        Avx.MaskStore(target, First(count), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> KeepFirst(Vector256<float> value, int count) =>
        First(count) & value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> left, Vector256<float> right) => left - right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> left, Vector256<float> right) => left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> left, Vector256<float> right) => left / right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Fma.MultiplyAdd(left, right, addend);

    // vmaxps returns its second operand when either is NaN, so the value comes second.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ReLU(Vector256<float> value) => Avx.Max(Vector256<float>.Zero, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WherePositive(Vector256<float> condition, Vector256<float> value) =>
        Vector256.GreaterThan(condition, Vector256<float>.Zero) & value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WhereGreaterOrNaN(
        Vector256<float> left, Vector256<float> right, Vector256<float> value, Vector256<float> otherwise) =>
        Vector256.ConditionalSelect(
            Vector256.GreaterThan(left, right) | ~Vector256.Equals(left, left), value, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WhereEqual(Vector256<float> left, Vector256<float> right, Vector256<float> value) =>
        Vector256.Equals(left, right) & value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> left, Vector256<float> right) => Avx.Max(left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfLanes(Vector256<float> value) => Vector256.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float LargestLane(Vector256<float> value)
    {
        var quarter = Sse.Max(value.GetLower(), value.GetUpper());
        var pair = Sse.Max(quarter, Sse.MoveHighToLow(quarter, quarter));
        return Sse.MaxScalar(pair, Sse.Shuffle(pair, pair, 1)).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Round(Vector256<float> value) => Avx.RoundToNearestInteger(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> PowerOfTwo(Vector256<float> wholeNumber) =>
        ((Avx.ConvertToVector256Int32(wholeNumber) + Vector256.Create(127)) << 23).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride)
    {
        // Pairs of rows, pairs of pairs, then halves.
        var row0 = Load(source);
        var row1 = Load(source + sourceStride);
        var row2 = Load(source + (2 * sourceStride));
        var row3 = Load(source + (3 * sourceStride));
        var row4 = Load(source + (4 * sourceStride));
        var row5 = Load(source + (5 * sourceStride));
        var row6 = Load(source + (6 * sourceStride));
        var row7 = Load(source + (7 * sourceStride));
        var low01 = Avx.UnpackLow(row0, row1);
        var high01 = Avx.UnpackHigh(row0, row1);
        var low23 = Avx.UnpackLow(row2, row3);
        var high23 = Avx.UnpackHigh(row2, row3);
        var low45 = Avx.UnpackLow(row4, row5);
        var high45 = Avx.UnpackHigh(row4, row5);
        var low67 = Avx.UnpackLow(row6, row7);
        var high67 = Avx.UnpackHigh(row6, row7);
        row0 = Avx.Shuffle(low01, low23, 0x44);
        row1 = Avx.Shuffle(low01, low23, 0xEE);
        row2 = Avx.Shuffle(high01, high23, 0x44);
        row3 = Avx.Shuffle(high01, high23, 0xEE);
        row4 = Avx.Shuffle(low45, low67, 0x44);
        row5 = Avx.Shuffle(low45, low67, 0xEE);
        row6 = Avx.Shuffle(high45, high67, 0x44);
        row7 = Avx.Shuffle(high45, high67, 0xEE);
        Store(target, Avx.Permute2x128(row0, row4, 0x20));
        Store(target + targetStride, Avx.Permute2x128(row1, row5, 0x20));
        Store(target + (2 * targetStride), Avx.Permute2x128(row2, row6, 0x20));
        Store(target + (3 * targetStride), Avx.Permute2x128(row3, row7, 0x20));
        Store(target + (4 * targetStride), Avx.Permute2x128(row0, row4, 0x31));
        Store(target + (5 * targetStride), Avx.Permute2x128(row1, row5, 0x31));
        Store(target + (6 * targetStride), Avx.Permute2x128(row2, row6, 0x31));
        Store(target + (7 * targetStride), Avx.Permute2x128(row3, row7, 0x31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreBytes(byte* target, Vector256<float> wholeNumbers)
    {
        var numbers = Avx.ConvertToVector256Int32(wholeNumbers);
        var words = Sse41.PackUnsignedSaturate(numbers.GetLower(), numbers.GetUpper());
        var bytes = Sse2.PackUnsignedSaturate(words.AsInt16(), words.AsInt16());
        *(ulong*)target = bytes.AsUInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LoadBytes(byte* source) =>
        Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(source));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> First(int count) =>
        Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle();
}
