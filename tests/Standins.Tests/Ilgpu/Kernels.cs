using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace Standins.Tests.Ilgpu;

/// <summary>Kernels as a trainer has them.</summary>
internal static class Kernels
{
    public const int Tile = 16;

    /// <summary>y = a·x + y.</summary>
    public static void Saxpy(Index1D i, ArrayView1D<float, Stride1D.Dense> x, ArrayView1D<float, Stride1D.Dense> y, float a) =>
        y[i] = (a * x[i]) + y[i];

    /// <summary>C = A·B for sizes that are no multiple of the tile, A and B staged through shared memory.</summary>
    public static void TiledGemm(ArrayView<float> a, ArrayView<float> b, ArrayView<float> c, int m, int n, int k)
    {
        var tileA = SharedMemory.Allocate<float>(Tile * Tile);
        var tileB = SharedMemory.Allocate<float>(Tile * Tile);
        var row = (Grid.IdxY * Tile) + Group.IdxY;
        var column = (Grid.IdxX * Tile) + Group.IdxX;
        var sum = 0f;
        for (var start = 0; start < k; start += Tile)
        {
            var own = (Group.IdxY * Tile) + Group.IdxX;
            tileA[own] = row < m && start + Group.IdxX < k ? a[(row * k) + start + Group.IdxX] : 0;
            tileB[own] = start + Group.IdxY < k && column < n ? b[((start + Group.IdxY) * n) + column] : 0;
            Group.Barrier();
            for (var i = 0; i < Tile; i++)
                sum += tileA[(Group.IdxY * Tile) + i] * tileB[(i * Tile) + Group.IdxX];
            Group.Barrier();
        }

        if (row < m && column < n)
            c[(row * n) + column] = sum;
    }

    /// <summary>The sum of each group's elements, over warps and then over the warps' sums.</summary>
    public static void GroupSums(ArrayView<float> input, ArrayView<float> sums)
    {
        var perWarp = SharedMemory.Allocate<float>(32);
        var index = (Grid.IdxX * Group.DimX) + Group.IdxX;
        var value = WarpSum(index < input.IntLength ? input[index] : 0);
        if (Warp.IsFirstLane)
            perWarp[Warp.WarpIdx] = value;
        Group.Barrier();
        var total = WarpSum(Group.IdxX < Group.DimX / Warp.WarpSize ? perWarp[Group.IdxX % 32] : 0);
        if (Group.IsFirstThread)
            sums[Grid.IdxX] = total;
    }

    /// <summary>How many values fall into each class, counted in shared memory first.</summary>
    public static void Histogram(ArrayView<int> values, ArrayView<int> counts)
    {
        var own = SharedMemory.Allocate<int>(8);
        if (Group.IdxX < 8)
            own[Group.IdxX] = 0;
        Group.Barrier();
        var index = Grid.GlobalLinearIndex;
        if (index < values.IntLength)
            Atomic.Add(ref own[values[index]], 1);
        Group.Barrier();
        if (Group.IdxX < 8)
            Atomic.Add(ref counts[Group.IdxX], own[Group.IdxX]);
    }

    /// <summary>Scales four values at a time, through a local array.</summary>
    public static void ScaleByFour(ArrayView<float> values, float factor)
    {
        var fours = values.Cast<Float4>();
        var index = Grid.GlobalLinearIndex;
        if (index >= fours.IntLength)
            return;
        var parts = LocalMemory.Allocate<float>(4);
        var four = fours[index];
        parts[0] = four.X;
        parts[1] = four.Y;
        parts[2] = four.Z;
        parts[3] = four.W;
        for (var i = 0; i < 4; i++)
            parts[i] *= factor;
        four.X = parts[0];
        four.Y = parts[1];
        four.Z = parts[2];
        four.W = parts[3];
        fours[index] = four;
    }

    /// <summary>Softmax of a row by one group, with a constant array and a struct kept over barriers.</summary>
    public static void Softmax(ArrayView<float> logits, ArrayView<float> probabilities, int columns)
    {
        var scratch = SharedMemory.Allocate<float>(64);
        var row = logits.SubView(Grid.IdxX * columns, columns);
        var largest = new Running(float.NegativeInfinity, 0);
        for (var i = Group.IdxX; i < columns; i += Group.DimX)
            largest.Add(row[i]);
        scratch[Group.IdxX] = largest.Value;
        Group.Barrier();
        for (var i = 0; i < Group.DimX; i++)
            largest.Add(scratch[i]);
        Group.Barrier();

        var sum = 0f;
        for (var i = Group.IdxX; i < columns; i += Group.DimX)
            sum += XMath.Exp(row[i] - largest.Value);
        scratch[Group.IdxX] = sum;
        Group.Barrier();
        sum = 0;
        for (var i = 0; i < Group.DimX; i++)
            sum += scratch[i];
        for (var i = Group.IdxX; i < columns; i += Group.DimX)
            probabilities[(Grid.IdxX * columns) + i] = XMath.Exp(row[i] - largest.Value) / sum;
    }

    private static float WarpSum(float value)
    {
        for (var delta = Warp.WarpSize / 2; delta > 0; delta /= 2)
            value += Warp.ShuffleDown(value, delta);
        return value;
    }

    private struct Running(float value, int count)
    {
        public float Value = value;
        public int Count = count;

        public void Add(float other)
        {
            Value = XMath.Max(Value, other);
            Count++;
        }
    }
}
