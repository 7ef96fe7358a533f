using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>The exponential function on vectors, for values that are not positive.</summary>
internal static class Exponential
{
    private const float Log2OfE = 1.44269504f;

    // ln 2 in two parts: a whole number times the first is exact.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // The result's exponent must stay in the normal range; e^−87 is zero beside any sum of a softmax.
    private const float Smallest = -87f;

    /// <summary>e^value for value ≤ 0, with an error of about one unit in the last place; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TSimd, TVector>(TVector value)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var x = TSimd.Max(TSimd.Broadcast(Smallest), value);
        var whole = TSimd.Round(TSimd.Multiply(x, TSimd.Broadcast(Log2OfE)));
        var rest = TSimd.MultiplyAdd(whole, TSimd.Broadcast(-Ln2High), x);
        rest = TSimd.MultiplyAdd(whole, TSimd.Broadcast(-Ln2Low), rest);

        // The series up to the seventh power: |rest| ≤ ln 2 / 2 leaves an error of 5e-9.
        var sum = TSimd.Broadcast(1f / 5040);
        sum = TSimd.MultiplyAdd(sum, rest, TSimd.Broadcast(1f / 720));
        sum = TSimd.MultiplyAdd(sum, rest, TSimd.Broadcast(1f / 120));
        sum = TSimd.MultiplyAdd(sum, rest, TSimd.Broadcast(1f / 24));
        sum = TSimd.MultiplyAdd(sum, rest, TSimd.Broadcast(1f / 6));
        sum = TSimd.MultiplyAdd(sum, rest, TSimd.Broadcast(0.5f));
        sum = TSimd.MultiplyAdd(sum, rest, TSimd.Broadcast(1f));
        sum = TSimd.MultiplyAdd(sum, rest, TSimd.Broadcast(1f));
        return TSimd.Multiply(sum, TSimd.PowerOfTwo(whole));
    }
}
