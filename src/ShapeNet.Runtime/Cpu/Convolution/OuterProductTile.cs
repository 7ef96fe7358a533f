using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>A run of neighbouring output pixels in one row: where its first input pixel and first output gradient lie.</summary>
internal unsafe struct PixelRun
{
    public float* Input;
    public float* OutputGradient;
}

/// <summary>What an <see cref="OuterProductTile{TSimd, TVector}"/> sums over, and where the sums go.</summary>
internal unsafe struct OuterProduct
{
    public PixelRun* Runs;
    public int RunCount;

    /// <summary>Pixels in each run.</summary>
    public int RunLength;

    /// <summary>Values from one pixel's input to the next one's.</summary>
    public nint InputStride;

    /// <summary>Values from one pixel's output gradient to the next one's.</summary>
    public nint OutputStride;

    /// <summary>The first input channel, counted in values behind the runs' input.</summary>
    public nint InputOffset;

    /// <summary>The first output channel, counted in values behind the runs' output gradient.</summary>
    public nint OutputOffset;

    /// <summary>The sum of the first input channel with the first output channel.</summary>
    public float* Target;

    /// <summary>Values from one input channel's sums to the next one's.</summary>
    public nint TargetStride;

    /// <summary>Whether the sums start from what the target holds.</summary>
    public bool Accumulates;

    /// <summary>Channels in the last vector.</summary>
    public int LastLanes;
}

/// <summary>
/// The inner kernel of weight gradients: a tile of up to 6 input channels × 4 vectors of output channels, summed over
/// runs of pixels in registers.
/// </summary>
internal static unsafe class OuterProductTile<TSimd, TVector>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
{
    /// <summary>Calls the kernel for a tile's size.</summary>
    public static void Run(int rows, int vectors, OuterProduct* product)
    {
        switch (vectors)
        {
            case 1: Run<One>(rows, product); break;
            case 2: Run<Two>(rows, product); break;
            case 3: Run<Three>(rows, product); break;
            default: Run<Four>(rows, product); break;
        }
    }

    private static void Run<TColumns>(int rows, OuterProduct* product)
        where TColumns : struct, ICount
    {
        switch (rows)
        {
            case 1: Run<One, TColumns>(product); break;
            case 2: Run<Two, TColumns>(product); break;
            case 3: Run<Three, TColumns>(product); break;
            case 4: Run<Four, TColumns>(product); break;
            case 5: Run<Five, TColumns>(product); break;
            default: Run<Six, TColumns>(product); break;
        }
    }

    private static void Run<TRows, TColumns>(OuterProduct* product)
        where TRows : struct, ICount
        where TColumns : struct, ICount
    {
        if (product->LastLanes == TSimd.Lanes)
            Run<TRows, TColumns, WholeVectors>(product);
        else
            Run<TRows, TColumns, PartialVector>(product);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<TRows, TColumns, TTail>(OuterProduct* product)
        where TRows : struct, ICount
        where TColumns : struct, ICount
        where TTail : struct, ITail
    {
        AccumulatorRow<TSimd, TVector, TColumns> row0 = default, row1 = default, row2 = default;
        AccumulatorRow<TSimd, TVector, TColumns> row3 = default, row4 = default, row5 = default;
        var lastLanes = TTail.IsPartial ? product->LastLanes : TSimd.Lanes;
        var target = product->Target;
        var pitch = product->TargetStride;
        if (product->Accumulates)
        {
            TTail.Load(ref row0, target, lastLanes);
            if (TRows.Value > 1)
                TTail.Load(ref row1, target + pitch, lastLanes);
            if (TRows.Value > 2)
                TTail.Load(ref row2, target + (2 * pitch), lastLanes);
            if (TRows.Value > 3)
                TTail.Load(ref row3, target + (3 * pitch), lastLanes);
            if (TRows.Value > 4)
                TTail.Load(ref row4, target + (4 * pitch), lastLanes);
            if (TRows.Value > 5)
                TTail.Load(ref row5, target + (5 * pitch), lastLanes);
        }

        AccumulatorRow<TSimd, TVector, TColumns> gradient = default;
        var length = product->RunLength;
        var inputStride = product->InputStride;
        var outputStride = product->OutputStride;
        var run = product->Runs;
        for (var remaining = product->RunCount; remaining > 0; remaining--)
        {
            var input = run->Input + product->InputOffset;
            var output = run->OutputGradient + product->OutputOffset;
            run++;
            for (var pixel = length; pixel > 0; pixel--)
            {
                TTail.Load(ref gradient, output, lastLanes);
                row0.MultiplyAdd(TSimd.Broadcast(input[0]), gradient);
                if (TRows.Value > 1)
                    row1.MultiplyAdd(TSimd.Broadcast(input[1]), gradient);
                if (TRows.Value > 2)
                    row2.MultiplyAdd(TSimd.Broadcast(input[2]), gradient);
                if (TRows.Value > 3)
                    row3.MultiplyAdd(TSimd.Broadcast(input[3]), gradient);
                if (TRows.Value > 4)
                    row4.MultiplyAdd(TSimd.Broadcast(input[4]), gradient);
                if (TRows.Value > 5)
                    row5.MultiplyAdd(TSimd.Broadcast(input[5]), gradient);
                input += inputStride;
                output += outputStride;
            }
        }

        TTail.Store(row0, target, lastLanes);
        if (TRows.Value > 1)
            TTail.Store(row1, target + pitch, lastLanes);
        if (TRows.Value > 2)
            TTail.Store(row2, target + (2 * pitch), lastLanes);
        if (TRows.Value > 3)
            TTail.Store(row3, target + (3 * pitch), lastLanes);
        if (TRows.Value > 4)
            TTail.Store(row4, target + (4 * pitch), lastLanes);
        if (TRows.Value > 5)
            TTail.Store(row5, target + (5 * pitch), lastLanes);
    }

    /// <summary>Whether the last vector is filled, known to the JIT.</summary>
    private interface ITail
    {
        static abstract bool IsPartial { get; }

        static abstract void Load<TColumns>(ref AccumulatorRow<TSimd, TVector, TColumns> row, float* source, int lastLanes)
            where TColumns : struct, ICount;

        static abstract void Store<TColumns>(in AccumulatorRow<TSimd, TVector, TColumns> row, float* target, int lastLanes)
            where TColumns : struct, ICount;
    }

    private readonly struct WholeVectors : ITail
    {
        public static bool IsPartial => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Load<TColumns>(ref AccumulatorRow<TSimd, TVector, TColumns> row, float* source, int lastLanes)
            where TColumns : struct, ICount => row.Load(source);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store<TColumns>(in AccumulatorRow<TSimd, TVector, TColumns> row, float* target, int lastLanes)
            where TColumns : struct, ICount => row.Store(target);
    }

    private readonly struct PartialVector : ITail
    {
        public static bool IsPartial => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Load<TColumns>(ref AccumulatorRow<TSimd, TVector, TColumns> row, float* source, int lastLanes)
            where TColumns : struct, ICount => row.LoadPartial(source, lastLanes);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Store<TColumns>(in AccumulatorRow<TSimd, TVector, TColumns> row, float* target, int lastLanes)
            where TColumns : struct, ICount => row.StorePartial(target, lastLanes);
    }
}
