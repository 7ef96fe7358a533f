using System.Text.RegularExpressions;
using ILGPU;
using ILGPU.Checker;
using ILGPU.Runtime;

namespace Standins.Tests.Ilgpu;

public sealed partial class CheckerTests : IDisposable
{
    private readonly Device device = new();

    public void Dispose() => device.Dispose();

    public static TheoryData<string, string> Mistakes => new()
    {
        { nameof(BrokenKernels.IndexPastTheEnd), "thread (63, 0, 0) at L: index 64 is outside 'data', a view of 64 Single" },
        { nameof(BrokenKernels.NegativeIndex), "thread (0, 0, 0) at L: index -1 is outside 'data', a view of 64 Single" },
        { nameof(BrokenKernels.SharedIndexPastTheEnd), "thread (63, 0, 0) at L: index 63 is outside shared memory, a view of 63 Single" },
        { nameof(BrokenKernels.LocalIndexPastTheEnd), "thread (0, 0, 0) at L: index 4 is outside local memory, a view of 4 Single" },
        { nameof(BrokenKernels.SubViewPastTheEnd), "thread (0, 0, 0) at L: the sub-view [60, 65) is outside 'data', a view of 64 Single" },
        {
            nameof(BrokenKernels.UnalignedCast),
            "thread (0, 0, 0) at L: 'data' begins at a byte that is no multiple of 16, so that its Single cannot be cast to Float4"
        },
        {
            nameof(BrokenKernels.BarrierInABranch),
            "thread (0, 0, 0) at L: Group.Barrier is not reached by all threads: thread (32, 0, 0) has ended"
        },
        {
            nameof(BrokenKernels.ReturnBeforeABarrier),
            "thread (0, 0, 0) at L: Group.Barrier is not reached by all threads: thread (63, 0, 0) has ended"
        },
        {
            nameof(BrokenKernels.TwoBarriers),
            "thread (0, 0, 0) at L: Group.Barrier is not reached by all threads: thread (1, 0, 0) waits in Group.Barrier at L"
        },
        {
            nameof(BrokenKernels.ShuffleInABranch),
            "thread (0, 0, 0) at L: Warp.ShuffleDown is not reached by all threads: thread (16, 0, 0) has ended"
        },
        {
            nameof(BrokenKernels.MissingBarrier),
            "thread (0, 0, 0) at L: reads element 63 of a shared array of 64 Single, which no thread of the group has written"
        },
        {
            nameof(BrokenKernels.MissingSecondBarrier),
            "thread (1, 0, 0) at L: race: writes element 1 of a shared array of 64 Single, which thread (0, 0, 0) read at L with no barrier between"
        },
        {
            nameof(BrokenKernels.SameElement),
            "thread (1, 0, 0) at L: race: writes element 0 of a shared array of 1 Single, which thread (0, 0, 0) wrote at L with no barrier between"
        },
        {
            nameof(BrokenKernels.PlainBesideAtomic),
            "thread (0, 0, 0) at L: race: reads element 0 of a shared array of 1 Int32, which other threads of the warp wrote at L with no barrier between"
        },
        {
            nameof(BrokenKernels.WarpsWithoutABarrier),
            "thread (0, 0, 0) at L: reads element 1 of a shared array of 2 Single, which no thread of the group has written"
        },
        {
            nameof(BrokenKernels.WarpsRace),
            "thread (32, 0, 0) at L: race: writes element 32 of a shared array of 64 Single, which thread (0, 0, 0) read at L with no barrier between"
        },
        {
            nameof(BrokenKernels.ReadersThenAWriter),
            "thread (63, 0, 0) at L: race: writes element 0 of a shared array of 1 Single, which other threads read at L with no barrier between"
        },
        {
            nameof(BrokenKernels.NeverWritten),
            "thread (0, 0, 0) at L: reads element 0 of a shared array of 64 Single, which no thread of the group has written"
        },
        {
            nameof(BrokenKernels.TooMuchSharedMemory),
            "thread (0, 0, 0) at L: asks for 4 bytes of shared memory after 49152: a group has 49152"
        },
        { nameof(BrokenKernels.FailedAssertion), "thread (0, 0, 0) at L: assertion failed: one element expected" },
        { nameof(BrokenKernels.DivisionByZero), "thread (0, 0, 0) at L: throws DivideByZeroException: Attempted to divide by zero." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_caught(string kernel, string expected)
    {
        using var data = device.Zeros<float>(64);
        Assert.Equal(
            $"BrokenKernels.{kernel}, group (0, 0, 0), {expected}",
            Message(Assert.Throws<KernelFaultException>(() => Load(kernel)((1, 64), data.View))));
    }

    [Fact]
    public void Groups_that_add_to_one_element_race()
    {
        using var data = device.Zeros<float>(64);
        var exception = Assert.Throws<KernelFaultException>(() => Load(nameof(BrokenKernels.GroupsWithoutAtomics))((2, 64), data.View));

        Assert.Equal(
            "BrokenKernels.GroupsWithoutAtomics, group (1, 0, 0), thread (0, 0, 0) at L: race: reads element 0 of 'data', which another group wrote at L with no barrier between",
            Message(exception));
    }

    [Fact]
    public void A_lane_that_does_not_exist_has_no_value()
    {
        using var data = device.Zeros<float>(64);
        var exception = Assert.Throws<KernelFaultException>(() => Load(nameof(BrokenKernels.ShuffleFromNoThread))((1, 20), data.View));

        Assert.EndsWith("asks for the value of thread 25 of a group of 20", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(BrokenKernels.ChangesAStaticField), "reads the static field counter, which is not read-only")]
    [InlineData(nameof(BrokenKernels.CreatesAnObject), "calls Object..ctor, which devices do not have")]
    [InlineData(nameof(BrokenKernels.CallsTheClassLibrary), "calls MathF.FusedMultiplyAdd, which devices do not have")]
    [InlineData(nameof(BrokenKernels.CatchesExceptions), "handles exceptions")]
    public void What_devices_cannot_do_is_refused_when_loaded(string kernel, string expected) =>
        Assert.Equal(
            $"Kernel BrokenKernels.{kernel} {expected}, at L.",
            Message(Assert.Throws<NotSupportedException>(() => Load(kernel))));

    [Fact]
    public void A_captured_variable_is_refused()
    {
        var value = DateTime.UtcNow.Ticks;
        var exception = Assert.Throws<NotSupportedException>(
            () => device.Accelerator.LoadStreamKernel<ArrayView<long>>(data => data[0] = value));

        Assert.Contains("captures variables", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_larger_than_promised_are_refused()
    {
        using var data = device.Zeros<float>(64);
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<float>, float>(Kernels.ScaleByFour, new KernelSpecialization(32, 1));

        Assert.Contains("larger than the kernel's specialization for 32", Assert.Throws<KernelFaultException>(() => kernel((1, 64), data.View, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("larger than the device's 1024", Assert.Throws<KernelFaultException>(() => kernel((1, 2048), data.View, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("runs nothing", Assert.Throws<KernelFaultException>(() => kernel((0, 32), data.View, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_buffer_is_not_accessed()
    {
        var data = device.Zeros<float>(64);
        var view = data.View;
        data.Dispose();
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<float>, float>(Kernels.ScaleByFour);

        Assert.Contains("'values' is a view of a buffer that is gone", Assert.Throws<KernelFaultException>(() => kernel((1, 32), view, 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fresh_memory_is_poisoned()
    {
        using var data = device.Accelerator.Allocate1D<float>(3);

        Assert.All(data.GetAsArray1D(), value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void The_host_does_not_index_device_memory()
    {
        using var data = device.Zeros<float>(3);

        Assert.Throws<InvalidOperationException>(() => data.View[0]);
        Assert.Throws<InvalidOperationException>(ILGPU.Group.Barrier);
    }

    private Action<KernelConfig, ArrayView<float>> Load(string kernel) =>
        device.Accelerator.LoadStreamKernel(typeof(BrokenKernels).GetMethod(kernel)!.CreateDelegate<Action<ArrayView<float>>>());

    /// <summary>A message with its source lines left out, each of which must be one of the kernels'.</summary>
    private static string Message(Exception exception) => SourceLine().Replace(exception.Message, "at L");

    [GeneratedRegex(@"at BrokenKernels\.cs:\d+")]
    private static partial Regex SourceLine();
}
