using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime.Cpu;

/// <summary>One output value from up to two input values, lane by lane.</summary>
internal interface IElementwise
{
    static abstract TVector Apply<TSimd, TVector>(TVector left, TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct;
}

/// <summary>Applies an operation to runs of values: output[i] = op(left[i], right[i]). Either input may be the output.</summary>
internal readonly unsafe struct FlatWork<TOperation>(float* left, float* right, float* output, long values) : IVectorWork
    where TOperation : struct, IElementwise
{
    private const int ItemValues = 32 * 1024;

    public static void Run(CpuContext context, CpuBuffer left, CpuBuffer right, CpuBuffer output, long valuesPerImage)
    {
        var values = valuesPerImage * context.Batch;
        VectorWork.Run(
            context,
            checked((int)((values + ItemValues - 1) / ItemValues)),
            new FlatWork<TOperation>(left.Pointer, right.Pointer, output.Pointer, values));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Execute<TSimd, TVector>(int item, float* workspace)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct
    {
        float* a = left, b = right, target = output;
        var i = (long)item * ItemValues;
        var last = Math.Min(values, i + ItemValues);
        for (; i + TSimd.Lanes <= last; i += TSimd.Lanes)
            TSimd.Store(target + i, TOperation.Apply<TSimd, TVector>(TSimd.Load(a + i), TSimd.Load(b + i)));
        var lanes = (int)(last - i);
        if (lanes > 0)
        {
            var value = TOperation.Apply<TSimd, TVector>(TSimd.LoadFirst(a + i, lanes), TSimd.LoadFirst(b + i, lanes));
            TSimd.StoreFirst(target + i, value, lanes);
        }
    }
}

/// <summary>left + right.</summary>
internal readonly struct Sum : IElementwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector left, TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.Add(left, right);
}

/// <summary>max(left + right, 0).</summary>
internal readonly struct RectifiedSum : IElementwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector left, TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.ReLU(TSimd.Add(left, right));
}

/// <summary>max(left, 0).</summary>
internal readonly struct Rectified : IElementwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector left, TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.ReLU(left);
}

/// <summary>right where left is positive, else zero.</summary>
internal readonly struct Masked : IElementwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector left, TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => TSimd.WherePositive(left, right);
}

/// <summary>left.</summary>
internal readonly struct Copied : IElementwise
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Apply<TSimd, TVector>(TVector left, TVector right)
        where TSimd : struct, ISimd<TVector>
        where TVector : struct => left;
}
