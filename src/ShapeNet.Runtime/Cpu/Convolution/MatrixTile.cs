using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// c[row] = a[row] · b for many rows and up to four vectors of columns, six rows at a time in registers.
/// </summary>
internal static unsafe class MatrixTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Multiplies a matrix of rows × depth with one of depth × vectors; b's rows follow each other without a gap.</summary>
    public static void Run<TRowSource>(int vectors, int rows, float* a, nint aPitch, float* b, int depth, float* c, nint cPitch)
        where TRowSource : struct, IRowSource
    {
        switch (vectors)
        {
            case 1: Run<One, TRowSource>(rows, a, aPitch, b, depth, c, cPitch); break;
            case 2: Run<Two, TRowSource>(rows, a, aPitch, b, depth, c, cPitch); break;
            case 3: Run<Three, TRowSource>(rows, a, aPitch, b, depth, c, cPitch); break;
            default: Run<Four, TRowSource>(rows, a, aPitch, b, depth, c, cPitch); break;
        }
    }

    private static void Run<TColumns, TRowSource>(
        int rows, float* a, nint aPitch, float* b, int depth, float* c, nint cPitch)
        where TColumns : struct, ICount
        where TRowSource : struct, IRowSource
    {
        var whole = rows / Six.Value;
        Run<Six, TColumns, TRowSource>(whole, a, aPitch, b, depth, c, cPitch);
        a += whole * Six.Value * aPitch;
        c += whole * Six.Value * cPitch;
        switch (rows % Six.Value)
        {
            case 1: Run<One, TColumns, TRowSource>(1, a, aPitch, b, depth, c, cPitch); break;
            case 2: Run<Two, TColumns, TRowSource>(1, a, aPitch, b, depth, c, cPitch); break;
            case 3: Run<Three, TColumns, TRowSource>(1, a, aPitch, b, depth, c, cPitch); break;
            case 4: Run<Four, TColumns, TRowSource>(1, a, aPitch, b, depth, c, cPitch); break;
            case 5: Run<Five, TColumns, TRowSource>(1, a, aPitch, b, depth, c, cPitch); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows, TColumns, TRowSource>(
        int groups, float* a, nint aPitch, float* b, int depth, float* c, nint cPitch)
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TRowSource : struct, IRowSource
    {
        AccumulatorRow<TSimd, TVector, TColumns> weight = default;
        for (; groups > 0; groups--)
        {
            AccumulatorRow<TSimd, TVector, TColumns> row0 = default, row1 = default, row2 = default;
            AccumulatorRow<TSimd, TVector, TColumns> row3 = default, row4 = default, row5 = default;
            float* a1 = a + aPitch, a2 = a1 + aPitch, a3 = a2 + aPitch, a4 = a3 + aPitch, a5 = a4 + aPitch;
            var weights = b;
            var next = a + (TRows.Value * aPitch);
            nint k = 0;
            do
            {
                if (TRowSource.IsFar && Sse.IsSupported)
                {
                    Sse.Prefetch0(next);
                    next += TRows.Value;
                }

                weight.Load(weights);
                weights += TColumns.Value * TSimd.Lanes;
                row0.MultiplyAdd(TSimd.Broadcast(a[k]), weight);
                if (TRows.Value > 1)
                    row1.MultiplyAdd(TSimd.Broadcast(a1[k]), weight);
                if (TRows.Value > 2)
                    row2.MultiplyAdd(TSimd.Broadcast(a2[k]), weight);
                if (TRows.Value > 3)
                    row3.MultiplyAdd(TSimd.Broadcast(a3[k]), weight);
                if (TRows.Value > 4)
                    row4.MultiplyAdd(TSimd.Broadcast(a4[k]), weight);
                if (TRows.Value > 5)
                    row5.MultiplyAdd(TSimd.Broadcast(a5[k]), weight);
                k++;
            }
            while (k < depth);

            row0.Store(c);
            if (TRows.Value > 1)
                row1.Store(c + cPitch);
            if (TRows.Value > 2)
                row2.Store(c + (2 * cPitch));
            if (TRows.Value > 3)
                row3.Store(c + (3 * cPitch));
            if (TRows.Value > 4)
                row4.Store(c + (4 * cPitch));
            if (TRows.Value > 5)
                row5.Store(c + (5 * cPitch));
            a += TRows.Value * aPitch;
            c += TRows.Value * cPitch;
        }
    }
}
