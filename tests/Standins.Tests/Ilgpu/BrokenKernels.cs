// Assertions are a part of what is tested, in every configuration.
#define DEBUG

using System.Diagnostics;
using ILGPU;
using ILGPU.Runtime;

namespace Standins.Tests.Ilgpu;

/// <summary>Kernels with one mistake each. Each takes one view and is launched with groups of 64 threads.</summary>
internal static class BrokenKernels
{
    private static int counter;

    public static void IndexPastTheEnd(ArrayView<float> data) => data[Grid.GlobalLinearIndex + 1] = 1;

    public static void NegativeIndex(ArrayView<float> data) => data[Group.IdxX - 1] = 1;

    public static void SharedIndexPastTheEnd(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(63);
        shared[Group.IdxX] = data[Group.IdxX];
    }

    public static void LocalIndexPastTheEnd(ArrayView<float> data)
    {
        var local = LocalMemory.Allocate<float>(4);
        for (var i = 0; i <= 4; i++)
            local[i] = i;
        data[Group.IdxX] = local[0];
    }

    public static void SubViewPastTheEnd(ArrayView<float> data) => data.SubView(60, 5)[0] = 1;

    public static void UnalignedCast(ArrayView<float> data) => data.SubView(1, 4).Cast<Float4>()[0] = default;

    public static void BarrierInABranch(ArrayView<float> data)
    {
        if (Group.IdxX < 32)
            Group.Barrier();
        data[Group.IdxX] = 1;
    }

    public static void ReturnBeforeABarrier(ArrayView<float> data)
    {
        if (Group.IdxX == 63)
            return;
        data[Group.IdxX] = 1;
        Group.Barrier();
    }

    public static void TwoBarriers(ArrayView<float> data)
    {
        if (Group.IdxX % 2 == 0)
            Group.Barrier();
        else
            Group.Barrier();
        data[Group.IdxX] = 1;
    }

    public static void ShuffleInABranch(ArrayView<float> data)
    {
        var value = data[Group.IdxX];
        if (Group.IdxX < 16)
            value += Warp.ShuffleDown(value, 8);
        data[Group.IdxX] = value;
    }

    public static void MissingBarrier(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(64);
        shared[Group.IdxX] = data[Group.IdxX];
        data[Group.IdxX] = shared[63 - Group.IdxX];
    }

    public static void MissingSecondBarrier(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(64);
        var sum = 0f;
        for (var i = 0; i < 2; i++)
        {
            shared[Group.IdxX] = data[Group.IdxX] + i;
            Group.Barrier();
            sum += shared[(Group.IdxX + 1) % 64];
        }

        data[Group.IdxX] = sum;
    }

    public static void SameElement(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(1);
        shared[0] = Group.IdxX;
        Group.Barrier();
        data[Group.IdxX] = shared[0];
    }

    public static void PlainBesideAtomic(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<int>(1);
        if (Group.IsFirstThread)
            shared[0] = 0;
        Group.Barrier();
        Atomic.Add(ref shared[0], 1);
        data[Group.IdxX] = shared[0];
    }

    public static void WarpsWithoutABarrier(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(2);
        if (Warp.IsFirstLane)
            shared[Warp.WarpIdx] = data[Group.IdxX];
        Warp.Barrier();
        data[Group.IdxX] = shared[1 - Warp.WarpIdx];
    }

    public static void WarpsRace(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(64);
        shared[Group.IdxX] = 0;
        Group.Barrier();
        shared[Group.IdxX] = data[Group.IdxX];
        Warp.Barrier();
        data[Group.IdxX] = shared[Group.IdxX ^ 1];
        data[Group.IdxX] = shared[Group.IdxX ^ 32];
    }

    public static void ReadersThenAWriter(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(1);
        if (Group.IsFirstThread)
            shared[0] = 0;
        Group.Barrier();
        data[Group.IdxX] = shared[0];
        if (Group.IsLastThread)
            shared[0] = 1;
    }

    public static void GroupsWithoutAtomics(ArrayView<float> data) => data[Group.IdxX] += 1;

    public static void NeverWritten(ArrayView<float> data)
    {
        var shared = SharedMemory.Allocate<float>(64);
        if (Group.IdxX > 0)
            shared[Group.IdxX] = 1;
        Group.Barrier();
        data[Group.IdxX] = shared[Group.IdxX];
    }

    public static void TooMuchSharedMemory(ArrayView<float> data)
    {
        var first = SharedMemory.Allocate<float>(12 * 1024);
        var second = SharedMemory.Allocate<float>(1);
        first[Group.IdxX] = data[Group.IdxX];
        second[0] = 0;
    }

    public static void ShuffleFromNoThread(ArrayView<float> data) => data[Group.IdxX] = Warp.Shuffle(data[Group.IdxX], 25);

    public static void FailedAssertion(ArrayView<float> data)
    {
        Debug.Assert(data.Length == 1, "one element expected");
        data[0] = 1;
    }

    public static void DivisionByZero(ArrayView<float> data) => data[Group.IdxX] = 1 / (Group.IdxX / 64);

    public static void ChangesAStaticField(ArrayView<float> data) => data[0] = ++counter;

    public static void CreatesAnObject(ArrayView<float> data) => data[0] = new object() is null ? 0 : 1;

    public static void CallsTheClassLibrary(ArrayView<float> data) => data[0] = MathF.FusedMultiplyAdd(1, 2, 3);

    public static void CatchesExceptions(ArrayView<float> data)
    {
        try
        {
            data[0] = 1;
        }
        catch (InvalidOperationException)
        {
            data[0] = 2;
        }
    }
}
