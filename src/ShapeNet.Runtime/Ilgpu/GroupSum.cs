using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>
/// Sums over the threads of a group, in an order that is always the same. They pass through shared memory: how many threads run in step differs from
/// device to device, and not every language of ILGPU's lets them exchange values. All threads of the group must take part, and wait for each other; the shared
/// memory, one value for each thread, is free again afterwards.
/// </summary>
public static class GroupSum
{
    private const int Lanes = 32;
    private const int Columns = 8;

    /// <summary>The sum over the group.</summary>
    /// <param name="value">This thread's value.</param>
    /// <param name="shared">256 values of shared memory.</param>
    public static double OfGroup(double value, ArrayView<double> shared) => Fold(value, shared, Group.IdxX, IlgpuRun.GroupSize / 2, 1, 0);

    /// <summary>The group's threads are eight rows of 32: the sum over a thread's row.</summary>
    /// <param name="value">This thread's value.</param>
    /// <param name="shared">256 values of shared memory.</param>
    public static double OfRow(double value, ArrayView<double> shared) =>
        Fold(value, shared, Group.IdxX & (Lanes - 1), Lanes / 2, 1, Group.IdxX & -Lanes);

    /// <summary>The group's threads are 32 rows of eight: the sum over a thread's column.</summary>
    /// <param name="value">This thread's value.</param>
    /// <param name="shared">256 values of shared memory.</param>
    public static double OfColumn(double value, ArrayView<double> shared) =>
        Fold(value, shared, Group.IdxX, IlgpuRun.GroupSize / 2, Columns, Group.IdxX & (Columns - 1));

    /// <summary>Adds to each thread's value that of the thread a step behind it, with steps that halve.</summary>
    private static double Fold(double value, ArrayView<double> shared, int index, int firstStep, int lastStep, int result)
    {
        var thread = Group.IdxX;
        shared[thread] = value;
        for (var step = firstStep; step >= lastStep; step >>= 1)
        {
            Group.Barrier();
            if (index < step)
                shared[thread] += shared[thread + step];
        }

        Group.Barrier();
        var sum = shared[result];
        Group.Barrier();
        return sum;
    }
}
