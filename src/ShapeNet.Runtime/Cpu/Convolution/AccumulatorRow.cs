using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>A number that the JIT sees as a constant.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}

internal readonly struct One : ICount
{
    public static int Value => 1;
}

internal readonly struct Two : ICount
{
    public static int Value => 2;
}

internal readonly struct Three : ICount
{
    public static int Value => 3;
}

internal readonly struct Four : ICount
{
    public static int Value => 4;
}

internal readonly struct Five : ICount
{
    public static int Value => 5;
}

internal readonly struct Six : ICount
{
    public static int Value => 6;
}

/// <summary>
/// Up to four neighbouring vectors of sums. A local of this type lives in registers: it has no more fields than the JIT
/// takes apart, and every method is inlined.
/// </summary>
internal unsafe struct AccumulatorRow<TSimd, TVector, TColumns>
    where TSimd : struct, ISimd<TVector>
    where TVector : struct
    where TColumns : struct, ICount
{
    private TVector c0;
    private TVector c1;
    private TVector c2;
    private TVector c3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Load(float* source)
    {
        c0 = TSimd.Load(source);
        if (TColumns.Value > 1)
            c1 = TSimd.Load(source + TSimd.Lanes);
        if (TColumns.Value > 2)
            c2 = TSimd.Load(source + (2 * TSimd.Lanes));
        if (TColumns.Value > 3)
            c3 = TSimd.Load(source + (3 * TSimd.Lanes));
    }

    /// <summary>Loads vectors whose last holds only <paramref name="lastLanes"/> values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void LoadPartial(float* source, int lastLanes)
    {
        if (TColumns.Value == 1)
            c0 = TSimd.LoadFirst(source, lastLanes);
        else
            c0 = TSimd.Load(source);
        if (TColumns.Value == 2)
            c1 = TSimd.LoadFirst(source + TSimd.Lanes, lastLanes);
        if (TColumns.Value > 2)
            c1 = TSimd.Load(source + TSimd.Lanes);
        if (TColumns.Value == 3)
            c2 = TSimd.LoadFirst(source + (2 * TSimd.Lanes), lastLanes);
        if (TColumns.Value > 3)
        {
            c2 = TSimd.Load(source + (2 * TSimd.Lanes));
            c3 = TSimd.LoadFirst(source + (3 * TSimd.Lanes), lastLanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(float* target)
    {
        TSimd.Store(target, c0);
        if (TColumns.Value > 1)
            TSimd.Store(target + TSimd.Lanes, c1);
        if (TColumns.Value > 2)
            TSimd.Store(target + (2 * TSimd.Lanes), c2);
        if (TColumns.Value > 3)
            TSimd.Store(target + (3 * TSimd.Lanes), c3);
    }

    /// <summary>Stores vectors of whose last only <paramref name="lastLanes"/> values are wanted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StorePartial(float* target, int lastLanes)
    {
        if (TColumns.Value == 1)
            TSimd.StoreFirst(target, c0, lastLanes);
        else
            TSimd.Store(target, c0);
        if (TColumns.Value == 2)
            TSimd.StoreFirst(target + TSimd.Lanes, c1, lastLanes);
        if (TColumns.Value > 2)
            TSimd.Store(target + TSimd.Lanes, c1);
        if (TColumns.Value == 3)
            TSimd.StoreFirst(target + (2 * TSimd.Lanes), c2, lastLanes);
        if (TColumns.Value > 3)
        {
            TSimd.Store(target + (2 * TSimd.Lanes), c2);
            TSimd.StoreFirst(target + (3 * TSimd.Lanes), c3, lastLanes);
        }
    }

    /// <summary>Adds what lies in memory.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(float* source)
    {
        c0 = TSimd.Add(c0, TSimd.Load(source));
        if (TColumns.Value > 1)
            c1 = TSimd.Add(c1, TSimd.Load(source + TSimd.Lanes));
        if (TColumns.Value > 2)
            c2 = TSimd.Add(c2, TSimd.Load(source + (2 * TSimd.Lanes)));
        if (TColumns.Value > 3)
            c3 = TSimd.Add(c3, TSimd.Load(source + (3 * TSimd.Lanes)));
    }

    /// <summary>Makes negative values zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReLU()
    {
        c0 = TSimd.ReLU(c0);
        if (TColumns.Value > 1)
            c1 = TSimd.ReLU(c1);
        if (TColumns.Value > 2)
            c2 = TSimd.ReLU(c2);
        if (TColumns.Value > 3)
            c3 = TSimd.ReLU(c3);
    }

    /// <summary>Adds factor · row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(TVector factor, in AccumulatorRow<TSimd, TVector, TColumns> row)
    {
        c0 = TSimd.MultiplyAdd(factor, row.c0, c0);
        if (TColumns.Value > 1)
            c1 = TSimd.MultiplyAdd(factor, row.c1, c1);
        if (TColumns.Value > 2)
            c2 = TSimd.MultiplyAdd(factor, row.c2, c2);
        if (TColumns.Value > 3)
            c3 = TSimd.MultiplyAdd(factor, row.c3, c3);
    }
}
