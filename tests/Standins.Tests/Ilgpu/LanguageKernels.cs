using ILGPU;
using ILGPU.Runtime;

namespace Standins.Tests.Ilgpu;

/// <summary>Kernels for what C# and the API offer; each thread writes one result.</summary>
internal static class LanguageKernels
{
    public interface IOperation
    {
        float Apply(float first, float second);
    }

    public readonly struct Product : IOperation
    {
        public float Apply(float first, float second) => first * second;
    }

    public readonly struct Difference : IOperation
    {
        public float Apply(float first, float second) => first - second;
    }

    public static void Generic<TOperation>(ArrayView<float> results)
        where TOperation : struct, IOperation
        => results[Group.IdxX] = default(TOperation).Apply(Group.IdxX, 2);

    public static void ReferenceOverABarrier(ArrayView<float> results)
    {
        var shared = SharedMemory.Allocate<float>(64);
        ref var own = ref shared[Group.IdxX];
        own = Group.IdxX;
        Group.Barrier();
        var next = shared[(Group.IdxX + 1) % 64];
        Group.Barrier();
        own += next;
        results[Group.IdxX] = own;
    }

    public static void ReferenceToALocalOverABarrier(ArrayView<float> results)
    {
        Float4 four = default;
        ref var part = ref four.Y;
        part = Group.IdxX;
        Group.Barrier();
        part += 1;
        results[Group.IdxX] = four.Y;
    }

    public static void ArrayOverABarrier(ArrayView<float> results)
    {
        int[] constants = [3, 1, 4, 1];
        constants[1] += Group.IdxX;
        Group.Barrier();
        var sum = 0;
        for (var i = 0; i < constants.Length; i++)
            sum += constants[i];
        results[Group.IdxX] = sum;
    }

    public static void FieldPlusShuffle(ArrayView<float> results)
    {
        Float4 four = default;
        four.Z = Group.IdxX;
        four.Z += Warp.ShuffleDown(four.Z, 1) * 100;
        results[Group.IdxX] = four.Z;
    }

    public static void Shuffles(ArrayView<float> results)
    {
        var own = Group.IdxX;
        var sum = Warp.ShuffleUp(own, 2) + (1000 * Warp.ShuffleXor(own, 3)) + Warp.Broadcast(0.5f, 7);
        results[Group.IdxX] = sum + Warp.ShuffleDown(1e6f * (own % 4), 1, 4);
    }

    public static void Votes(ArrayView<float> results)
    {
        var small = Group.BarrierPopCount(Group.IdxX < 5);
        var all = Group.BarrierAnd(Group.IdxX < 64);
        var none = Group.BarrierOr(Group.IdxX > 63);
        var broadcast = Group.Broadcast(Group.IdxX * 10, 6);
        results[Group.IdxX] = small + (all ? 1000 : 0) + (none ? 2000 : 0) + broadcast;
    }

    public static void DynamicSharedMemory(ArrayView<float> results)
    {
        var shared = SharedMemory.GetDynamic<float>();
        shared[Group.IdxX] = Group.IdxX;
        Group.Barrier();
        results[Group.IdxX] = shared[shared.IntLength - 1 - Group.IdxX];
    }

    public static void WarpBarrier(ArrayView<float> results)
    {
        var shared = SharedMemory.Allocate<float>(64);
        shared[Group.IdxX] = Group.IdxX;
        Warp.Barrier();
        var value = shared[Group.IdxX ^ 1];
        Warp.Barrier();
        shared[Group.IdxX] = value + 1;
        Warp.Barrier();
        results[Group.IdxX] = shared[Group.IdxX ^ 1];
    }

    public static void Bytes(ArrayView<float> results)
    {
        var shared = SharedMemory.Allocate<byte>(64);
        shared[Group.IdxX] = (byte)Group.IdxX;
        Group.Barrier();
        results[Group.IdxX] = shared[63 - Group.IdxX];
    }

    public static void HelpersAndBranches(ArrayView<float> results)
    {
        Split(Group.IdxX, out var tens, out var ones);
        var (low, high) = Ordered(tens, ones);
        switch (ones)
        {
            case 0:
                results[Group.IdxX] = -1;
                return;
            case 1 or 2:
                results[Group.IdxX] = low;
                return;
            case 3:
                results[Group.IdxX] = new Pair(high, low).Sum;
                return;
            default:
                results[Group.IdxX] = (low * 100L) + high;
                return;
        }
    }

    public static void Places(ArrayView<int> results)
    {
        var place = Grid.GlobalIndex;
        var size = Grid.Dimension * Group.Dimension;
        results[(((place.Z * size.Y) + place.Y) * size.X) + place.X] =
            Grid.GlobalLinearIndex + (1000 * Group.LinearIndex) + (Warp.LaneIdx == Group.LinearIndex % Warp.WarpSize ? 0 : 1);
    }

    public static void TwoDimensions(Index2D index, ArrayView<int> results, int width) => results[(index.Y * width) + index.X] = index.X * index.Y;

    private static void Split(int value, out int tens, out int ones)
    {
        tens = value / 10;
        ones = value % 10;
    }

    private static (int Low, int High) Ordered(int first, int second) => first < second ? (first, second) : (second, first);

    private readonly struct Pair(int first, int second)
    {
        private readonly int first = first;
        private readonly int second = second;

        public int Sum => first + second;
    }
}
