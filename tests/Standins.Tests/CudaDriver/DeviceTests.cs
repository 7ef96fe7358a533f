using System.Runtime.InteropServices;
using ShapeNet.Standins.Cuda.Driver;
using ShapeNet.Standins.Cuda.Ptx;

namespace Standins.Tests.CudaDriver;

/// <summary>What the device does when: as late as CUDA allows, and as early as it demands.</summary>
public sealed unsafe class DeviceTests
{
    private readonly Device device = new();

    [Fact]
    public void NewMemoryHoldsNaNs()
    {
        var memory = device.Memory.Allocate(8)!.Value;

        Assert.True(float.IsNaN(((float*)memory)[0]) && float.IsNaN(((float*)memory)[1]));
        Assert.Equal(8, device.Memory.Bytes);
        Assert.True(device.Memory.Free(memory));
        Assert.False(device.Memory.Free(memory));
        Assert.Equal(0, device.Memory.Bytes);
    }

    [Fact]
    public void MemoryEndsWhereItEnds()
    {
        var memory = device.Memory.Allocate(12)!.Value;

        Assert.True(device.Memory.TryFind(memory + 11, out var start, out var end));
        Assert.Equal((memory, memory + 12), (start, end));
        Assert.False(device.Memory.TryFind(memory + 12, out _, out _));
        Assert.False(device.Memory.TryFind(memory - 1, out _, out _));
        Assert.False(device.Copy(memory + 8, memory, 8, device.DefaultStream));
        Assert.Null(device.Memory.Allocate(DeviceAttributes.MemoryBytes));
    }

    /// <summary>A copy from page-locked memory takes the values that are there when the stream comes to it.</summary>
    [Fact]
    public void PageLockedMemoryIsReadLate()
    {
        var memory = device.Memory.Allocate(4)!.Value;
        var host = (float*)NativeMemory.Alloc(4);
        device.PageLock((ulong)host, 4);
        *host = 1;
        Assert.True(device.Copy(memory, (ulong)host, 4, device.DefaultStream));
        *host = 2;
        device.Wait(device.DefaultStream);

        Assert.Equal(2, *(float*)memory);
        Assert.True(device.PageUnlock((ulong)host));
        NativeMemory.Free(host);
    }

    [Fact]
    public void PageableMemoryIsReadAtOnceAndWrittenAtOnce()
    {
        var memory = device.Memory.Allocate(4)!.Value;
        var value = 1f;
        Assert.True(device.Copy(memory, (ulong)&value, 4, device.DefaultStream));
        value = 2;
        var read = 0f;
        Assert.True(device.Copy((ulong)&read, memory, 4, device.DefaultStream));

        Assert.Equal(1, read);
    }

    /// <summary>Streams do not wait for each other: who wants an order waits for one of them.</summary>
    [Fact]
    public void StreamsKeepTheirOwnOrderOnly()
    {
        var memory = device.Memory.Allocate(1)!.Value;
        var (first, second) = (device.CreateStream(), device.CreateStream());
        device.Enqueue(first, Set(memory, 1));
        device.Enqueue(second, Set(memory, 2));
        device.Enqueue(second, Set(memory, 3));
        device.Wait(second);
        Assert.Equal(3, *(byte*)memory);
        device.Wait(first);

        Assert.Equal(1, *(byte*)memory);
    }

    [Fact]
    public void AnEventIsReachedWhenAllBeforeItIsDone()
    {
        var memory = device.Memory.Allocate(1)!.Value;
        var point = new DeviceEvent();
        device.Enqueue(device.DefaultStream, Set(memory, 1));
        device.Record(point, device.DefaultStream);
        device.Enqueue(device.DefaultStream, Set(memory, 2));
        Assert.Equal(1, point.Pending);
        device.Wait(point);

        Assert.Equal(0, point.Pending);
        Assert.Equal(1, *(byte*)memory);
        device.WaitForAll();
        Assert.Equal(2, *(byte*)memory);
    }

    /// <summary>Behind a fault nothing happens any more, and whoever asks learns what went wrong.</summary>
    [Fact]
    public void AFaultStopsTheDevice()
    {
        var memory = device.Memory.Allocate(4)!.Value;
        *(int*)memory = 0;
        var kernel = PtxModule.Parse(Texts.StoreBeyond).Kernels["beyond"];
        var arguments = new byte[8];
        BitConverter.TryWriteBytes(arguments, memory);
        device.Enqueue(device.DefaultStream, new Command(CommandKind.Launch, Length: 8) { Kernel = kernel, Grid = new(1, 1, 1), Block = new(1, 1, 1), Bytes = arguments });
        device.Enqueue(device.DefaultStream, Set(memory, 7));
        device.Wait(device.DefaultStream);

        Assert.Contains("beyond", device.Fault, StringComparison.Ordinal);
        Assert.Equal(0, *(byte*)memory);
    }

    private static Command Set(ulong target, byte value) => new(CommandKind.Set, target, Length: 1) { Value = value };

    private static class Texts
    {
        public const string StoreBeyond = """
            .version 7.8
            .target sm_80
            .address_size 64

            .visible .entry beyond(.param .b64 target)
            {
                .reg .b64 %rd<3>;
                .reg .b32 %r<2>;
                ld.param.u64 %rd1, [target];
                mov.u32 %r1, 5;
                st.global.u32 [%rd1+4], %r1;
                ret;
            }
            """;
    }
}
