using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>Sums over the threads of a warp or a group, in an order that is always the same. All of those threads must take part, and all get the sum.</summary>
public static class GroupSum
{
    /// <summary>Warps in a group: the values of shared memory that a sum needs.</summary>
    private const int Warps = IlgpuRun.GroupSize / 32;

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
        sum = shared[0];
        for (var warp = 1; warp < Warps; warp++)
            sum += shared[warp];
        return sum;
    }
}
