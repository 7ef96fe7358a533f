using ILGPU;
using ILGPU.Runtime;

namespace Standins.Tests.Ilgpu;

public sealed class LanguageTests : IDisposable
{
    private readonly Device device = new();

    public void Dispose() => device.Dispose();

    [Fact]
    public void Generic_operations_on_structs()
    {
        Check(LanguageKernels.Generic<LanguageKernels.Product>, i => i * 2);
        Check(LanguageKernels.Generic<LanguageKernels.Difference>, i => i - 2);
    }

    [Fact]
    public void References_outlive_barriers()
    {
        Check(LanguageKernels.ReferenceOverABarrier, i => i + ((i + 1) % 64));
        Check(LanguageKernels.ReferenceToALocalOverABarrier, i => i + 1);
    }

    [Fact]
    public void Arrays_outlive_barriers() => Check(LanguageKernels.ArrayOverABarrier, i => 9 + i);

    [Fact]
    public void A_shuffle_adds_to_a_field() =>
        Check(LanguageKernels.FieldPlusShuffle, i => i + (100 * (i % 32 == 31 ? i : i + 1)));

    [Fact]
    public void Shuffles_up_across_and_within_parts() =>
        Check(LanguageKernels.Shuffles, i =>
            (i % 32 < 2 ? i : i - 2) + (1000 * (i ^ 3)) + 0.5f + (1e6f * (i % 4 == 3 ? 3 : (i % 4) + 1)));

    [Fact]
    public void Votes_and_broadcasts_over_the_group() => Check(LanguageKernels.Votes, _ => 5 + 1000 + 60);

    [Fact]
    public void Shared_memory_of_the_launch() =>
        Check(LanguageKernels.DynamicSharedMemory, i => 63 - i, SharedMemoryConfig.RequestDynamic<float>(64));

    [Fact]
    public void A_warps_barrier_orders_its_threads() => Check(LanguageKernels.WarpBarrier, i => i + 1);

    [Fact]
    public void Neighbouring_bytes_do_not_race() => Check(LanguageKernels.Bytes, i => 63 - i);

    [Fact]
    public void Helpers_and_branches() =>
        Check(LanguageKernels.HelpersAndBranches, i =>
        {
            var (low, high) = (Math.Min(i / 10, i % 10), Math.Max(i / 10, i % 10));
            return (i % 10) switch { 0 => -1, 1 or 2 => low, 3 => high + low, _ => (low * 100) + high };
        });

    [Fact]
    public void A_lambda_that_captures_nothing() =>
        Check(results => results[Group.IdxX] = Group.IdxX * 3, i => i * 3);

    [Fact]
    public void Grids_and_groups_of_three_dimensions()
    {
        using var results = device.Zeros<int>(2 * 3 * 2 * 4 * 2 * 5);
        device.Accelerator.LoadStreamKernel<ArrayView<int>>(LanguageKernels.Places)(new KernelConfig(2, 3, 2, 4, 2, 5), results.View);

        var actual = results.GetAsArray1D();
        for (var i = 0; i < actual.Length; i++)
        {
            var (x, y, z) = (i % 8, i / 8 % 6, i / 48);
            var group = (((z / 5 * 3) + (y / 2)) * 2) + (x / 4);
            var lane = ((((z % 5) * 2) + (y % 2)) * 4) + (x % 4);
            Assert.Equal((group * 40) + lane + (1000 * lane), actual[i]);
        }
    }

    [Fact]
    public void Indices_of_two_dimensions()
    {
        using var results = device.Zeros<int>(70 * 30);
        device.Accelerator.LoadAutoGroupedStreamKernel<Index2D, ArrayView<int>, int>(LanguageKernels.TwoDimensions)((70, 30), results.View, 70);

        Assert.Equal(Enumerable.Range(0, 70 * 30).Select(i => i % 70 * (i / 70)), results.GetAsArray1D());
    }

    private void Check(Action<ArrayView<float>> kernel, Func<int, float> expected, SharedMemoryConfig shared = default)
    {
        using var results = device.Zeros<float>(64);
        device.Accelerator.LoadStreamKernel(kernel)((1, 64, shared), results.View);

        Assert.Equal(Enumerable.Range(0, 64).Select(expected), results.GetAsArray1D());
    }
}
