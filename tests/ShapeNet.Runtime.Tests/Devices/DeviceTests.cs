using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Networks;

namespace ShapeNet.Runtime.Tests.Devices;

public class DeviceTests
{
    [Theory]
    [InlineData(1, VectorWidth.Scalar, "CPU, 1 thread, no vectors")]
    [InlineData(2, VectorWidth.Vector512, "CPU, 2 threads, AVX-512")]
    public void TheCpuSaysWhatItUses(int threads, VectorWidth vectors, string description)
    {
        using var device = new CpuDevice(threads, vectors);

        Assert.Equal(description, device.Description);
    }

    [Fact]
    public void AutoTakesTheCpuAndSaysWhy()
    {
        var (device, reason) = Device.Open("auto", threads: 2);
        using (device)
        {
            Assert.StartsWith("CPU, 2 threads, ", device.Description, StringComparison.Ordinal);
            Assert.Equal("No CUDA device: this version computes on the CPU only. The CPU is used.", reason);
        }
    }

    [Theory]
    [InlineData("cuda", "Device 'cuda': this version computes on the CPU only.")]
    [InlineData("cuda:1", "Device 'cuda:1': this version computes on the CPU only.")]
    [InlineData("cuda:x", "Device 'cuda:x' is unknown: auto, cpu, cuda or cuda:INDEX.")]
    [InlineData("cuda:-1", "Device 'cuda:-1' is unknown: auto, cpu, cuda or cuda:INDEX.")]
    [InlineData("gpu", "Device 'gpu' is unknown: auto, cpu, cuda or cuda:INDEX.")]
    [InlineData("", "Device '' is unknown: auto, cpu, cuda or cuda:INDEX.")]
    public void WhatIsNotThereIsOneClearLine(string request, string message) =>
        Assert.Equal(message, Assert.Throws<DeviceException>(() => Device.Open(request)).Message);

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
