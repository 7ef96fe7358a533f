using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace Standins.Tests.Ilgpu;

public sealed class HostTests : IDisposable
{
    private readonly Device device = new();

    public void Dispose() => device.Dispose();

    [Fact]
    public void Devices_are_those_of_the_cpu()
    {
        using var context = Context.CreateDefault();

        Assert.Equal(0, context.GetCudaDevices().Count);
        Assert.Throws<NotSupportedException>(() => context.GetCudaDevice(0));
        Assert.Equal(1, context.GetCPUDevices().Count);
        Assert.Equal(AcceleratorType.CPU, context.GetPreferredDevice(preferCPU: false).AcceleratorType);
        Assert.Equal(16, context.GetPreferredDevice(preferCPU: true).MaxNumThreadsPerGroup);
    }

    [Fact]
    public void Devices_have_the_sizes_asked_for()
    {
        using var context = Context.Create(builder => builder.CPU(new CPUDevice(32, 8, 2)));
        using var accelerator = context.GetCPUDevice(0).CreateCPUAccelerator(context);

        Assert.Equal((32, 256, 2), (accelerator.WarpSize, accelerator.MaxNumThreadsPerGroup, accelerator.NumMultiprocessors));
    }

    [Fact]
    public void Views_are_copied_and_filled()
    {
        using var stream = device.Accelerator.CreateStream();
        using var source = device.Buffer(1, 2, 3, 4, 5, 6);
        using var target = device.Accelerator.Allocate1D<int>(6);

        target.MemSet(stream, 0xFF);
        target.View.SubView(1, 3).CopyFrom(stream, source.View.SubView(2, 3));
        Assert.Equal([-1, 3, 4, 5, -1, -1], target.GetAsArray1D(stream));

        target.View.SubView(4, 2).MemSetToZero(stream);
        Assert.Equal([-1, 3, 4, 5, 0, 0], target.View.BaseView.GetAsArray());

        source.CopyTo(target);
        int[] values = new int[6];
        target.CopyToCPU(values);
        Assert.Equal([1, 2, 3, 4, 5, 6], values);

        ArrayView<int> view = target.View;
        view.SubView(3).CopyFromCPU(stream, [7, 8, 9]);
        Assert.Equal([7, 8, 9], view.SubView(3, 3).GetAsArray(stream));
        Assert.Equal(12, view.Cast<short>().IntLength);
    }

    [Fact]
    public void Page_locked_arrays_are_copied_both_ways()
    {
        using var stream = device.Accelerator.CreateStream();
        using var staging = device.Accelerator.AllocatePageLocked1D<float>(5);
        using var buffer = device.Accelerator.Allocate1D<float>(8);
        for (var i = 0; i < staging.Length; i++)
            staging[i] = i;

        buffer.MemSetToZero(stream);
        buffer.View.SubView(2, 5).CopyFromPageLockedAsync(stream, staging);
        staging.Span.Clear();
        buffer.View.SubView(0, 5).CopyToPageLockedAsync(stream, staging);
        stream.Synchronize();

        Assert.Equal([0, 0, 0, 1, 2], staging.GetArray());
        Assert.Equal(2, staging.ArrayView[4]);
    }

    [Fact]
    public void Copies_stay_inside_their_buffers()
    {
        using var buffer = device.Accelerator.Allocate1D<float>(4);

        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.SubView(2, 2).BaseView.CopyFromCPU([1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.View.CopyToCPU(new float[3]));
    }

    [Fact]
    public void Markers_measure_time()
    {
        using var first = device.Accelerator.AddProfilingMarker();
        using var second = device.Accelerator.DefaultStream.AddProfilingMarker();
        second.Synchronize();

        Assert.True(second - first >= TimeSpan.Zero);
    }

    [Fact]
    public void A_launch_allocates_nothing()
    {
        using var values = device.Zeros<float>(64);
        var view = values.View.BaseView;
        var kernel = device.Accelerator.LoadStreamKernel<ArrayView<float>, float>(Kernels.ScaleByFour);
        kernel((1, 32), view, 2);

        var before = GC.GetAllocatedBytesForCurrentThread();
        kernel((1, 32), view, 2);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
