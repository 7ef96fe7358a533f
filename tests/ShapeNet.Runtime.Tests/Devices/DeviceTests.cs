using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Ilgpu;
using ShapeNet.Runtime.Tests.Networks;

namespace ShapeNet.Runtime.Tests.Devices;

public class DeviceTests
{
    private static bool HasGpu
    {
        get
        {
            using var device = IlgpuDevice.OpenCuda(0, out _);
            return device is not null;
        }
    }

    [Theory]
    [InlineData(1, VectorWidth.Scalar, "CPU, 1 thread, no vectors")]
    [InlineData(2, VectorWidth.Vector512, "CPU, 2 threads, AVX-512")]
    public void TheCpuSaysWhatItUses(int threads, VectorWidth vectors, string description)
    {
        using var device = new CpuDevice(threads, vectors);

        Assert.Equal(description, device.Description);
    }

    [Fact]
    public void AutoTakesTheGpuElseTheCpuAndSaysWhy()
    {
        var (device, reason) = Device.Open("auto", threads: 2);
        using (device)
        {
            var (description, why) = HasGpu ? ("CUDA, ", "A CUDA device is there.") : ("CPU, 2 threads, ", "No CUDA device: ");
            Assert.StartsWith(description, device.Description, StringComparison.Ordinal);
            Assert.StartsWith(why, reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AGpuThatIsNotThereIsOneClearLine()
    {
        var message = Assert.Throws<DeviceException>(() => Device.Open("cuda:99")).Message;

        Assert.Matches(@"^Device 'cuda:99': (there is no driver of NVIDIA's|NVIDIA's driver is there, but ILGPU finds no device|there (is|are) \d+ CUDA devices?, numbered from 0)\.$", message);
    }

    [Fact]
    public void AnOpenClDeviceThatIsNotThereIsOneClearLine()
    {
        var message = Assert.Throws<DeviceException>(() => Device.Open("opencl:99")).Message;

        Assert.Matches(@"^Device 'opencl:99': (OpenCL is not installed|OpenCL is there, but no device with .*, which ILGPU needs|there (is|are) \d+ OpenCL devices?, numbered from 0)\.$", message);
    }

    [Fact]
    public void ANetworkWithoutKernelsForTheGpuIsOneClearLine()
    {
        using var device = IlgpuDevice.OpenSimulator();

        var exception = Assert.Throws<DeviceException>(() => TinySegmenter.Train(device, capacity: 1));

        Assert.EndsWith("TinySegmenter has no kernels for ILGPU.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cuda:x")]
    [InlineData("cuda:-1")]
    [InlineData("opencl:")]
    [InlineData("gpu")]
    [InlineData("")]
    public void WhatIsNotKnownIsOneClearLine(string request)
    {
        Assert.False(Device.IsName(request));
        Assert.Equal(
            $"Device '{request}' is unknown: auto, cpu, cuda, cuda:INDEX, opencl or opencl:INDEX.", Assert.Throws<DeviceException>(() => Device.Open(request)).Message);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("cpu")]
    [InlineData("cuda")]
    [InlineData("cuda:1")]
    [InlineData("opencl")]
    [InlineData("opencl:2")]
    public void WhatMayBeThereIsKnown(string request) => Assert.True(Device.IsName(request));

    [Fact]
    public void NoThreadsIsOneClearLine() =>
        Assert.Equal("The CPU cannot work with 0 threads: at least 1.", Assert.Throws<DeviceException>(() => Device.Open("cpu", threads: 0)).Message);

    [Fact]
    public void MemoryThatIsNotThereIsSaidBeforeItIsTaken()
    {
        using var device = new CpuDevice(threads: 1);

        var exception = Assert.Throws<DeviceException>(() => TinySegmenter.Train(device, capacity: 1_000_000_000));

        Assert.StartsWith("CPU: training TinySegmenter in batches of 1000000000 needs ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheArenasSizeIsKnownBefore()
    {
        using var device = new CpuDevice(threads: 1);
        using var trainer = TinySegmenter.Train(device, capacity: 5);
        using var predictor = TinySegmenter.Run(device, capacity: 5);

        Assert.Equal(TinySegmenter.Definition.TrainingArenaBytes(5), trainer.ArenaBytes);
        Assert.Equal(TinySegmenter.Definition.InferenceArenaBytes(5), predictor.ArenaBytes);
        Assert.InRange(trainer.ArenaBytes, TinySegmenter.Definition.TrainingMemory.Bytes(5) + 3 * 4 * TinySegmenter.Definition.ParameterCount, long.MaxValue);
    }
}
