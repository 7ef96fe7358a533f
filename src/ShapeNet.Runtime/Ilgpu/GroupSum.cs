using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>Sums over the threads of a warp or a group, in an order that is always the same. All of those threads must take part, and all get the sum.</summary>
public static class GroupSum
{
    private const int Warps = IlgpuRun.GroupSize / 32;

    private const int Columns = 8;

    /// <summary>The sum over the 32 threads of a warp.</summary>
    /// <param name="value">This thread's value.</param>
    public static float OfWarp(float value)
    {
        value += Warp.ShuffleXor(value, 16);
        value += Warp.ShuffleXor(value, 8);
        value += Warp.ShuffleXor(value, 4);
        value += Warp.ShuffleXor(value, 2);
        return value + Warp.ShuffleXor(value, 1);
    }

    /// <summary>The sum over the 32 threads of a warp.</summary>
    /// <param name="value">This thread's value.</param>
    public static double OfWarp(double value)
    {
        value += Warp.ShuffleXor(value, 16);
        value += Warp.ShuffleXor(value, 8);
        value += Warp.ShuffleXor(value, 4);
        value += Warp.ShuffleXor(value, 2);
        return value + Warp.ShuffleXor(value, 1);
    }

    /// <summary>The sum over the threads of the group, who also wait for each other.</summary>
    /// <param name="value">This thread's value.</param>
    /// <param name="shared">Eight values of shared memory that nothing else uses.</param>
    public static float OfGroup(float value, ArrayView<float> shared)
    {
        var sum = OfWarp(value);
        if ((Group.IdxX & 31) == 0)
            shared[Group.IdxX >> 5] = sum;
        Group.Barrier();
        var warps = Float4.Add(Float4.Load(shared, 0), Float4.Load(shared, 4));
        return warps.X + warps.Y + (warps.Z + warps.W);
    }

    /// <summary>
    /// The group's threads are 32 rows of eight: the sum over a thread's column. All threads of the group wait for each other.
    /// </summary>
    /// <param name="value">This thread's value.</param>
    /// <param name="shared">64 values of shared memory that nothing else uses.</param>
    public static double OfColumn(double value, ArrayView<double> shared)
    {
        value += Warp.ShuffleXor(value, 16);
        value += Warp.ShuffleXor(value, 8);
        if ((Group.IdxX & 31) < Columns)
            shared[(Group.IdxX >> 5) * Columns + (Group.IdxX & 7)] = value;
        Group.Barrier();
        var sum = 0.0;
        for (var at = Group.IdxX & 7; at < Warps * Columns; at += Columns)
            sum += shared[at];
        return sum;
    }
}
