using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// Weights as a layer has them, and their transforms. A data gradient sees the kernel turned around and its channels exchanged. Where there
/// are factors, each output channel of a forward convolution is multiplied by its own.
/// </summary>
internal readonly unsafe struct WinogradWeights(WinogradPlan plan, ConvolutionGeometry geometry, float* weights, float* factors)
{
    /// <summary>The most input channels that are transformed at once: a multiple of every vector's lanes, since a data gradient turns squares of weights around.</summary>
    public const int RunChannels = 64;

    private const int Taps = 9;
    private const int RowsAhead = 4;

    private readonly long tapPitch = (long)geometry.InChannels * geometry.OutChannels;

    /// <summary>G g Gᵀ of a panel's columns for a run of input channels: [product][input channel][channel of the panel].</summary>
    /// <param name="firstColumn">The panel's first output channel.</param>
    /// <param name="vectors">Its vectors.</param>
    /// <param name="first">The first input channel.</param>
    /// <param name="count">How many of them, <see cref="RunChannels"/> at most.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="temporary">9 · <see cref="RunChannels"/> vectors.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Transform<TSimd, TVector>(int firstColumn, int vectors, int first, int count, float* panel, float* temporary)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var columns = vectors * TSimd.Lanes;
        if (plan.IsAdjoint)
        {
            for (var column = 0; column < columns; column += TSimd.Lanes)
                TransformExchanged<TSimd, TVector>(firstColumn + column, first, count, panel + column, columns, temporary);
            return;
        }

        for (var channel = first; channel < first + count; channel++)
        {
            for (var column = 0; column < columns; column += TSimd.Lanes)
                TransformRow<TSimd, TVector>(firstColumn + column, channel, panel + column, columns, temporary);
        }
    }

    /// <summary>Transforms the weights between an input channel and a vector of output channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TransformRow<TSimd, TVector>(int outChannel, int channel, float* target, int columns, float* taps)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        var source = weights + ((long)channel * geometry.OutChannels) + outChannel;
        nint pitch = (nint)tapPitch;
        var filled = Math.Min(TSimd.Lanes, geometry.OutChannels - outChannel);
        if (filled < TSimd.Lanes || factors is not null)
        {
            var factor = factors is null ? TSimd.Broadcast(1) : TSimd.LoadFirst(factors + outChannel, filled);
            for (var tap = 0; tap < Taps; tap++)
                TSimd.Store(taps + (tap * TSimd.Lanes), TSimd.Multiply(TSimd.LoadFirst(source + (tap * tapPitch), filled), factor));
            source = taps;
            pitch = TSimd.Lanes;
        }

        WinogradTransform<TSimd, TVector>.Filter(source, pitch, target + ((nint)channel * columns), plan.PanelPitch(columns), columns * RowsAhead);
    }

    /// <summary>Transforms the weights between a vector of the gradient's output channels and some of its input channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void TransformExchanged<TSimd, TVector>(int first, int channel, int count, float* target, int columns, float* block)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        nint blockPitch = RunChannels * TSimd.Lanes;
        var filled = Math.Min(TSimd.Lanes, geometry.InChannels - first);
        for (var tap = 0; tap < Taps; tap++)
        {
            var source = weights + (tap * tapPitch) + ((long)first * geometry.OutChannels) + channel;
            for (var row = 0; row < count; row += TSimd.Lanes)
            {
                CopyTransposed<TSimd, TVector>(
                    source + row, filled, Math.Min(TSimd.Lanes, count - row), block + ((Taps - 1 - tap) * blockPitch) + (row * TSimd.Lanes));
            }
        }

        for (var row = 0; row < count; row++)
        {
            WinogradTransform<TSimd, TVector>.Filter(
                block + (row * TSimd.Lanes), blockPitch, target + ((nint)(channel + row) * columns), plan.PanelPitch(columns), columns * RowsAhead);
        }
    }

    /// <summary>Turns rows of input channels into columns, zeros behind the last.</summary>
    private void CopyTransposed<TSimd, TVector>(float* source, int filled, int rows, float* target)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        if (filled == TSimd.Lanes && rows == TSimd.Lanes)
        {
            // The next tap's rows: so many at once are more than the processor foresees by itself.
            if (Sse.IsSupported)
            {
                for (var row = 0; row < TSimd.Lanes; row++)
                    Sse.Prefetch1(source + tapPitch + ((long)row * geometry.OutChannels));
            }

            TSimd.Transpose(source, geometry.OutChannels, target, TSimd.Lanes);
            return;
        }

        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < TSimd.Lanes; column++)
                target[(row * TSimd.Lanes) + column] = column < filled ? source[((long)column * geometry.OutChannels) + row] : 0;
        }
    }
}
