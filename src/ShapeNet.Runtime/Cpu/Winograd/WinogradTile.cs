using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Transforms the pixels under a tile for a run of channels; pixels outside the tensor are zeros.</summary>
internal static unsafe class WinogradTile
{
    /// <summary>Finds size × size pixels from a place on; those outside the tensor point to zeros.</summary>
    public static void Locate(
        float* image, int y, int x, int height, int width, int channels, int size, float* zeros, float** pixels)
    {
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var isInside = (uint)(y + row) < (uint)height && (uint)(x + column) < (uint)width;
                *pixels++ = isInside ? image + (((((long)y + row) * width) + x + column) * channels) : zeros;
            }
        }
    }

    /// <summary>Transforms the 4×4 pixels of an input tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Data<TSimd, TVector>(float** pixels, int channels, float* target, nint pitch)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channel = 0;
        for (; channel + TSimd.Lanes <= channels; channel += TSimd.Lanes)
            WinogradTransform<TSimd, TVector>.Data(pixels, channel, target + channel, pitch);
        if (channel == channels)
            return;

        var lanes = channels - (int)channel;
        var tails = stackalloc float[WinogradPlan.Products * TSimd.Lanes];
        var transformed = stackalloc float[WinogradPlan.Products * TSimd.Lanes];
        var tailPixels = stackalloc float*[WinogradPlan.Products];
        CopyTails<TSimd, TVector>(pixels, WinogradPlan.Products, channel, lanes, tails, tailPixels);
        WinogradTransform<TSimd, TVector>.Data(tailPixels, 0, transformed, TSimd.Lanes);
        StoreTails<TSimd, TVector>(transformed, lanes, target + channel, pitch);
    }

    /// <summary>Transforms the 2×2 output gradients of a tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void OutputGradient<TSimd, TVector>(float** pixels, int channels, float* target, nint pitch)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint channel = 0;
        for (; channel + TSimd.Lanes <= channels; channel += TSimd.Lanes)
            WinogradTransform<TSimd, TVector>.OutputGradient(pixels, channel, target + channel, pitch);
        if (channel == channels)
            return;

        var lanes = channels - (int)channel;
        var tails = stackalloc float[4 * TSimd.Lanes];
        var tailPixels = stackalloc float*[4];
        CopyTails<TSimd, TVector>(pixels, 4, channel, lanes, tails, tailPixels);

        // The target's rows are whole vectors, whose last lanes become zero.
        WinogradTransform<TSimd, TVector>.OutputGradient(tailPixels, 0, target + channel, pitch);
    }

    private static void CopyTails<TSimd, TVector>(
        float** pixels, int count, nint channel, int lanes, float* tails, float** tailPixels)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (var i = 0; i < count; i++)
        {
            tailPixels[i] = tails + (i * TSimd.Lanes);
            TSimd.Store(tailPixels[i], TSimd.LoadFirst(pixels[i] + channel, lanes));
        }
    }

    private static void StoreTails<TSimd, TVector>(float* transformed, int lanes, float* target, nint pitch)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        for (var i = 0; i < WinogradPlan.Products; i++)
            TSimd.StoreFirst(target + (i * pitch), TSimd.Load(transformed + (i * TSimd.Lanes)), lanes);
    }
}
