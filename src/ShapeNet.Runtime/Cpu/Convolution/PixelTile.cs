using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Where one row of kernel taps finds its factors: the input row under each output row of the tile, and the weights.</summary>
internal unsafe struct TapRow
{
    public float* Input0;
    public float* Input1;
    public float* Input2;
    public float* Input3;
    public float* Input4;
    public float* Input5;
    public float* Weights;

    public void SetInput(int row, float* value)
    {
        fixed (float** first = &Input0)
            first[row] = value;
    }
}

/// <summary>What becomes of a tile's sums.</summary>
internal unsafe struct TileOutput
{
    /// <summary>The most output rows in a tile.</summary>
    public const int MaxRows = 6;

    /// <summary>The most vectors in a row of a tile.</summary>
    public const int MaxVectors = 4;

    /// <summary>The target of each row, before <see cref="Column"/> is added.</summary>
    public float* Row0;
    public float* Row1;
    public float* Row2;
    public float* Row3;
    public float* Row4;
    public float* Row5;

    /// <summary>The tile's place in its rows, in values.</summary>
    public long Column;

    /// <summary>Values to start the sums from, one for each column, or null for zeros.</summary>
    public float* Bias;

    /// <summary>Whether the sums start from what the target holds.</summary>
    public bool Accumulates;

    /// <summary>Only columns First … Last − 1 are stored.</summary>
    public int First;

    /// <summary>Only columns First … Last − 1 are stored.</summary>
    public int Last;

    /// <summary>Whether a residual is added; it lies <see cref="ResidualOffset"/> values behind the target.</summary>
    public bool AddsResidual;

    public long ResidualOffset;

    public bool AppliesReLU;

    /// <summary>Room for a tile's sums.</summary>
    public float* Workspace;

    public void SetRow(int row, float* value)
    {
        fixed (float** first = &Row0)
            first[row] = value;
    }
}

/// <summary>
/// The inner kernel of convolutions: a tile of up to 6 output pixels × 4 vectors of output channels, summed over all
/// taps in registers. The pixels lie under each other in the same column, so that they share the valid range of taps.
/// </summary>
internal static unsafe class PixelTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Calls the kernel for a tile's size.</summary>
    public static void Run(int rows, int vectors, TapRow* taps, int tapCount, int depth, long shift, nint weightStride, TileOutput* output)
    {
        switch (vectors)
        {
            case 1: Run<One>(rows, taps, tapCount, depth, shift, weightStride, output); break;
            case 2: Run<Two>(rows, taps, tapCount, depth, shift, weightStride, output); break;
            case 3: Run<Three>(rows, taps, tapCount, depth, shift, weightStride, output); break;
            default: Run<Four>(rows, taps, tapCount, depth, shift, weightStride, output); break;
        }
    }

    private static void Run<TColumns>(int rows, TapRow* taps, int tapCount, int depth, long shift, nint weightStride, TileOutput* output)
        where TColumns : struct, ICount
    {
        switch (rows)
        {
            case 1: Run<One, TColumns>(taps, tapCount, depth, shift, weightStride, output); break;
            case 2: Run<Two, TColumns>(taps, tapCount, depth, shift, weightStride, output); break;
            case 3: Run<Three, TColumns>(taps, tapCount, depth, shift, weightStride, output); break;
            case 4: Run<Four, TColumns>(taps, tapCount, depth, shift, weightStride, output); break;
            case 5: Run<Five, TColumns>(taps, tapCount, depth, shift, weightStride, output); break;
            default: Run<Six, TColumns>(taps, tapCount, depth, shift, weightStride, output); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows, TColumns>(TapRow* taps, int tapCount, int depth, long shift, nint weightStride, TileOutput* output)
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        AccumulatorRow<TSimd, TVector, TColumns> row0 = default, row1 = default, row2 = default;
        AccumulatorRow<TSimd, TVector, TColumns> row3 = default, row4 = default, row5 = default;

        var whole = output->First == 0 && output->Last == TColumns.Value * TSimd.Lanes;
        var startsFromTarget = output->Accumulates && whole && output->Bias is null;
        var plain = whole && output->Accumulates == startsFromTarget;
        var column = output->Column;
        if (startsFromTarget)
        {
            row0.Load(output->Row0 + column);
            if (TRows.Value > 1)
                row1.Load(output->Row1 + column);
            if (TRows.Value > 2)
                row2.Load(output->Row2 + column);
            if (TRows.Value > 3)
                row3.Load(output->Row3 + column);
            if (TRows.Value > 4)
                row4.Load(output->Row4 + column);
            if (TRows.Value > 5)
                row5.Load(output->Row5 + column);
        }
        else if (output->Bias is not null)
        {
            row0.Load(output->Bias);
            row1 = row0;
            row2 = row0;
            row3 = row0;
            row4 = row0;
            row5 = row0;
        }

        AccumulatorRow<TSimd, TVector, TColumns> weight = default;
        for (var tap = 0; tap < tapCount; tap++)
        {
            var input0 = taps->Input0 + shift;
            var input1 = taps->Input1 + shift;
            var input2 = taps->Input2 + shift;
            var input3 = taps->Input3 + shift;
            var input4 = taps->Input4 + shift;
            var input5 = taps->Input5 + shift;
            var weights = taps->Weights;
            nint k = 0;
            do
            {
                weight.Load(weights);
                weights += weightStride;
                row0.MultiplyAdd(TSimd.Broadcast(input0[k]), weight);
                if (TRows.Value > 1)
                    row1.MultiplyAdd(TSimd.Broadcast(input1[k]), weight);
                if (TRows.Value > 2)
                    row2.MultiplyAdd(TSimd.Broadcast(input2[k]), weight);
                if (TRows.Value > 3)
                    row3.MultiplyAdd(TSimd.Broadcast(input3[k]), weight);
                if (TRows.Value > 4)
                    row4.MultiplyAdd(TSimd.Broadcast(input4[k]), weight);
                if (TRows.Value > 5)
                    row5.MultiplyAdd(TSimd.Broadcast(input5[k]), weight);
                k++;
            }
            while (k < depth);

            taps++;
        }

        if (plain)
        {
            if (output->AddsResidual)
            {
                var residual = column + output->ResidualOffset;
                row0.Add(output->Row0 + residual);
                if (TRows.Value > 1)
                    row1.Add(output->Row1 + residual);
                if (TRows.Value > 2)
                    row2.Add(output->Row2 + residual);
                if (TRows.Value > 3)
                    row3.Add(output->Row3 + residual);
                if (TRows.Value > 4)
                    row4.Add(output->Row4 + residual);
                if (TRows.Value > 5)
                    row5.Add(output->Row5 + residual);
            }

            if (output->AppliesReLU)
            {
                row0.ReLU();
                if (TRows.Value > 1)
                    row1.ReLU();
                if (TRows.Value > 2)
                    row2.ReLU();
                if (TRows.Value > 3)
                    row3.ReLU();
                if (TRows.Value > 4)
                    row4.ReLU();
                if (TRows.Value > 5)
                    row5.ReLU();
            }

            row0.Store(output->Row0 + column);
            if (TRows.Value > 1)
                row1.Store(output->Row1 + column);
            if (TRows.Value > 2)
                row2.Store(output->Row2 + column);
            if (TRows.Value > 3)
                row3.Store(output->Row3 + column);
            if (TRows.Value > 4)
                row4.Store(output->Row4 + column);
            if (TRows.Value > 5)
                row5.Store(output->Row5 + column);
            return;
        }

        var sums = output->Workspace;
        var pitch = TColumns.Value * TSimd.Lanes;
        row0.Store(sums);
        if (TRows.Value > 1)
            row1.Store(sums + pitch);
        if (TRows.Value > 2)
            row2.Store(sums + (2 * pitch));
        if (TRows.Value > 3)
            row3.Store(sums + (3 * pitch));
        if (TRows.Value > 4)
            row4.Store(sums + (4 * pitch));
        if (TRows.Value > 5)
            row5.Store(sums + (5 * pitch));
        for (var row = 0; row < TRows.Value; row++)
            Finish((&output->Row0)[row] + column, sums + (row * pitch), output, output->Accumulates && !startsFromTarget);
    }

    /// <summary>Stores one row of sums with what is fused behind the convolution.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Finish(float* target, float* sums, TileOutput* output, bool accumulates)
    {
        var residual = target + output->ResidualOffset;
        for (var i = output->First; i < output->Last; i += TSimd.Lanes)
        {
            var lanes = Math.Min(TSimd.Lanes, output->Last - i);
            var value = TSimd.LoadFirst(sums + i, lanes);
            if (accumulates)
                value = TSimd.Add(value, TSimd.LoadFirst(target + i, lanes));
            if (output->AddsResidual)
                value = TSimd.Add(value, TSimd.LoadFirst(residual + i, lanes));
            if (output->AppliesReLU)
                value = TSimd.ReLU(value);
            TSimd.StoreFirst(target + i, value, lanes);
        }
    }
}
