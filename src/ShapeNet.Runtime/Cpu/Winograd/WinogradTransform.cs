using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// The transforms of F(2×2, 3×3) with the points 0, 1, −1 and ∞, for one vector of channels. With data d, filter g and outputs y,
/// y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A; by transposition the filter's gradient is Gᵀ[(A y′ Aᵀ) ⊙ (Bᵀ d B)]G.
/// </summary>
internal static unsafe class WinogradTransform<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    private static TVector Half => TSimd.Broadcast(0.5f);

    /// <summary>Bᵀ d B of 4×4 pixels; <paramref name="channel"/> is added to every pixel's address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Data(float** pixels, nint channel, float* target, nint pitch)
    {
        DataColumn(pixels, channel, out var a0, out var b0, out var c0, out var d0);
        DataColumn(pixels + 1, channel, out var a1, out var b1, out var c1, out var d1);
        DataColumn(pixels + 2, channel, out var a2, out var b2, out var c2, out var d2);
        DataColumn(pixels + 3, channel, out var a3, out var b3, out var c3, out var d3);
        StoreDataRow(a0, a1, a2, a3, target, pitch);
        StoreDataRow(b0, b1, b2, b3, target + (4 * pitch), pitch);
        StoreDataRow(c0, c1, c2, c3, target + (8 * pitch), pitch);
        StoreDataRow(d0, d1, d2, d3, target + (12 * pitch), pitch);
    }

    /// <summary>
    /// G g Gᵀ of 3×3 taps that lie <paramref name="tapPitch"/> values apart. What lies <paramref name="ahead"/> values behind the target
    /// is fetched, because no processor foresees sixteen streams of writes.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Filter(float* taps, nint tapPitch, float* target, nint pitch, nint ahead)
    {
        if (Sse.IsSupported)
        {
            for (var product = 0; product < WinogradPlan.Products; product++)
                Sse.Prefetch0(target + (product * pitch) + ahead);
        }

        FilterColumn(taps, tapPitch, out var a0, out var b0, out var c0, out var d0);
        FilterColumn(taps + tapPitch, tapPitch, out var a1, out var b1, out var c1, out var d1);
        FilterColumn(taps + (2 * tapPitch), tapPitch, out var a2, out var b2, out var c2, out var d2);
        StoreFilterRow(a0, a1, a2, target, pitch);
        StoreFilterRow(b0, b1, b2, target + (4 * pitch), pitch);
        StoreFilterRow(c0, c1, c2, target + (8 * pitch), pitch);
        StoreFilterRow(d0, d1, d2, target + (12 * pitch), pitch);
    }

    /// <summary>Aᵀ m A of 4×4 products: 2×2 outputs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output(float* products, nint pitch, out TVector y00, out TVector y01, out TVector y10, out TVector y11)
    {
        OutputColumn(products, pitch, out var a0, out var b0);
        OutputColumn(products + pitch, pitch, out var a1, out var b1);
        OutputColumn(products + (2 * pitch), pitch, out var a2, out var b2);
        OutputColumn(products + (3 * pitch), pitch, out var a3, out var b3);
        y00 = TSimd.Add(TSimd.Add(a0, a1), a2);
        y01 = TSimd.Subtract(TSimd.Subtract(a1, a2), a3);
        y10 = TSimd.Add(TSimd.Add(b0, b1), b2);
        y11 = TSimd.Subtract(TSimd.Subtract(b1, b2), b3);
    }

    /// <summary>A y′ Aᵀ of 2×2 output gradients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient(float** pixels, nint channel, float* target, nint pitch)
    {
        var y00 = TSimd.Load(pixels[0] + channel);
        var y01 = TSimd.Load(pixels[1] + channel);
        var y10 = TSimd.Load(pixels[2] + channel);
        var y11 = TSimd.Load(pixels[3] + channel);
        StoreOutputGradientRow(y00, y01, target, pitch);
        StoreOutputGradientRow(TSimd.Add(y00, y10), TSimd.Add(y01, y11), target + (4 * pitch), pitch);
        StoreOutputGradientRow(TSimd.Subtract(y00, y10), TSimd.Subtract(y01, y11), target + (8 * pitch), pitch);
        StoreOutputGradientRow(
            TSimd.Subtract(TSimd.Zero, y10), TSimd.Subtract(TSimd.Zero, y11), target + (12 * pitch), pitch);
    }

    /// <summary>Gᵀ m G of 4×4 products: the gradients of 3×3 taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FilterGradient(float* products, nint pitch, float* taps, nint tapPitch)
    {
        FilterGradientColumn(products, pitch, out var a0, out var b0, out var c0);
        FilterGradientColumn(products + pitch, pitch, out var a1, out var b1, out var c1);
        FilterGradientColumn(products + (2 * pitch), pitch, out var a2, out var b2, out var c2);
        FilterGradientColumn(products + (3 * pitch), pitch, out var a3, out var b3, out var c3);
        StoreFilterGradientRow(a0, a1, a2, a3, taps, tapPitch);
        StoreFilterGradientRow(b0, b1, b2, b3, taps + (3 * tapPitch), tapPitch);
        StoreFilterGradientRow(c0, c1, c2, c3, taps + (6 * tapPitch), tapPitch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void DataColumn(float** pixels, nint channel, out TVector a, out TVector b, out TVector c, out TVector d)
    {
        var d0 = TSimd.Load(pixels[0] + channel);
        var d1 = TSimd.Load(pixels[4] + channel);
        var d2 = TSimd.Load(pixels[8] + channel);
        var d3 = TSimd.Load(pixels[12] + channel);
        a = TSimd.Subtract(d0, d2);
        b = TSimd.Add(d1, d2);
        c = TSimd.Subtract(d2, d1);
        d = TSimd.Subtract(d1, d3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreDataRow(TVector t0, TVector t1, TVector t2, TVector t3, float* target, nint pitch)
    {
        TSimd.Store(target, TSimd.Subtract(t0, t2));
        TSimd.Store(target + pitch, TSimd.Add(t1, t2));
        TSimd.Store(target + (2 * pitch), TSimd.Subtract(t2, t1));
        TSimd.Store(target + (3 * pitch), TSimd.Subtract(t1, t3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FilterColumn(float* taps, nint tapPitch, out TVector a, out TVector b, out TVector c, out TVector d)
    {
        a = TSimd.Load(taps);
        var middle = TSimd.Multiply(TSimd.Load(taps + (3 * tapPitch)), Half);
        d = TSimd.Load(taps + (6 * tapPitch));
        var outer = TSimd.Multiply(TSimd.Add(a, d), Half);
        b = TSimd.Add(outer, middle);
        c = TSimd.Subtract(outer, middle);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFilterRow(TVector t0, TVector t1, TVector t2, float* target, nint pitch)
    {
        var outer = TSimd.Multiply(TSimd.Add(t0, t2), Half);
        var middle = TSimd.Multiply(t1, Half);
        TSimd.Store(target, t0);
        TSimd.Store(target + pitch, TSimd.Add(outer, middle));
        TSimd.Store(target + (2 * pitch), TSimd.Subtract(outer, middle));
        TSimd.Store(target + (3 * pitch), t2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void OutputColumn(float* products, nint pitch, out TVector a, out TVector b)
    {
        var m0 = TSimd.Load(products);
        var m1 = TSimd.Load(products + (4 * pitch));
        var m2 = TSimd.Load(products + (8 * pitch));
        var m3 = TSimd.Load(products + (12 * pitch));
        a = TSimd.Add(TSimd.Add(m0, m1), m2);
        b = TSimd.Subtract(TSimd.Subtract(m1, m2), m3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreOutputGradientRow(TVector t0, TVector t1, float* target, nint pitch)
    {
        TSimd.Store(target, t0);
        TSimd.Store(target + pitch, TSimd.Add(t0, t1));
        TSimd.Store(target + (2 * pitch), TSimd.Subtract(t0, t1));
        TSimd.Store(target + (3 * pitch), TSimd.Subtract(TSimd.Zero, t1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FilterGradientColumn(float* products, nint pitch, out TVector a, out TVector b, out TVector c)
    {
        var m1 = TSimd.Load(products + (4 * pitch));
        var m2 = TSimd.Load(products + (8 * pitch));
        var sum = TSimd.Multiply(TSimd.Add(m1, m2), Half);
        a = TSimd.Add(TSimd.Load(products), sum);
        b = TSimd.Multiply(TSimd.Subtract(m1, m2), Half);
        c = TSimd.Add(sum, TSimd.Load(products + (12 * pitch)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFilterGradientRow(TVector t0, TVector t1, TVector t2, TVector t3, float* taps, nint tapPitch)
    {
        var sum = TSimd.Multiply(TSimd.Add(t1, t2), Half);
        TSimd.Store(taps, TSimd.Add(t0, sum));
        TSimd.Store(taps + tapPitch, TSimd.Multiply(TSimd.Subtract(t1, t2), Half));
        TSimd.Store(taps + (2 * tapPitch), TSimd.Add(sum, t3));
    }
}
