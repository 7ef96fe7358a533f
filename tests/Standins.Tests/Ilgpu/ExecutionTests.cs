using ILGPU;
using ILGPU.Runtime;

namespace Standins.Tests.Ilgpu;

public sealed class ExecutionTests : IDisposable
{
    private readonly Device device = new();

    public void Dispose() => device.Dispose();

    [Fact]
    public void A_kernel_of_an_index_runs_for_each_index()
    {
        using var x = device.Buffer([.. Enumerable.Range(0, 3000).Select(i => (float)i)]);
        using var y = device.Buffer([.. Enumerable.Repeat(1f, 3000)]);
        var saxpy = device.Accelerator.LoadAutoGroupedStreamKernel<
            Index1D, ArrayView1D<float, Stride1D.Dense>, ArrayView1D<float, Stride1D.Dense>, float>(Kernels.Saxpy);

        saxpy((int)x.Length, x.View, y.View, 2);
        device.Accelerator.Synchronize();

        Assert.Equal(Enumerable.Range(0, 3000).Select(i => (2f * i) + 1), y.GetAsArray1D());
    }

    [Theory]
    [InlineData(16, 16, 16)]
    [InlineData(33, 21, 40)]
    public void A_tiled_product_agrees_with_the_plain_one(int m, int n, int k)
    {
        var random = new Random(1);
        var a = Values(random, m * k);
        var b = Values(random, k * n);
        using var bufferA = device.Buffer(a);
        using var bufferB = device.Buffer(b);
        using var bufferC = device.Accelerator.Allocate1D<float>(m * n);
        var gemm = device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, ArrayView<float>, int, int, int>(
            Kernels.TiledGemm, new KernelSpecialization(Kernels.Tile * Kernels.Tile, 1));

        gemm((Tiles(n, m), new Index2D(Kernels.Tile)), bufferA.View, bufferB.View, bufferC.View, m, n, k);

        var expected = new float[m * n];
        for (var row = 0; row < m; row++)
        {
            for (var i = 0; i < k; i++)
            {
                for (var column = 0; column < n; column++)
                    expected[(row * n) + column] += a[(row * k) + i] * b[(i * n) + column];
            }
        }

        Assert.Equal(expected, bufferC.GetAsArray1D());
    }

    [Fact]
    public void Shuffles_sum_over_warps()
    {
        using var input = device.Buffer([.. Enumerable.Range(1, 1000).Select(i => (float)i)]);
        using var sums = device.Accelerator.Allocate1D<float>(4);
        var kernel = device.Accelerator.LoadKernel<ArrayView<float>, ArrayView<float>>(Kernels.GroupSums);
        using var stream = device.Accelerator.CreateStream();

        kernel(stream, (4, 256), input.View, sums.View);
        stream.Synchronize();

        Assert.Equal([32896, 98432, 163968, 205204], sums.GetAsArray1D());
    }

    [Fact]
    public void Atomics_count_in_shared_and_global_memory()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i * i % 8).ToArray();
        using var input = device.Buffer(values);
        using var counts = device.Accelerator.Allocate1D<int>(8);
        counts.MemSetToZero();
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<int>, ArrayView<int>>(Kernels.Histogram);

        kernel((16, 64), input.View, counts.View);

        Assert.Equal(Enumerable.Range(0, 8).Select(c => values.Count(value => value == c)), counts.GetAsArray1D());
    }

    [Fact]
    public void Four_floats_are_loaded_and_stored_at_once()
    {
        using var values = device.Buffer([.. Enumerable.Range(0, 40).Select(i => (float)i)]);
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<float>, float>(Kernels.ScaleByFour);

        kernel((1, 32), values.View, 3);

        Assert.Equal(Enumerable.Range(0, 40).Select(i => 3f * i), values.GetAsArray1D());
    }

    [Fact]
    public void A_struct_and_a_sub_view_outlive_barriers()
    {
        var logits = Values(new Random(2), 3 * 100);
        using var input = device.Buffer(logits);
        using var output = device.Accelerator.Allocate1D<float>(300);
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<float>, ArrayView<float>, int>(Kernels.Softmax);

        kernel((3, 64), input.View, output.View, 100);

        var actual = output.GetAsArray1D();
        for (var row = 0; row < 3; row++)
        {
            var exponentials = logits.Skip(row * 100).Take(100).Select(value => Math.Exp(value)).ToArray();
            for (var i = 0; i < 100; i++)
                Assert.Equal(exponentials[i] / exponentials.Sum(), actual[(row * 100) + i], 1e-6);
        }
    }

    private static Index2D Tiles(int n, int m) => new((n + Kernels.Tile - 1) / Kernels.Tile, (m + Kernels.Tile - 1) / Kernels.Tile);

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
}
