using ShapeNet.Runtime;
using ShapeNet.Runtime.Cpu;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>Holds the emitted programs of whole networks against what PyTorch makes of them in double precision.</summary>
public sealed class RecordedTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> NetworksAndDevices => Combine(RecordedNetwork.All.Keys, TestDevices.Names);

    public static TheoryData<string, string> NetworksAndDevicesWithoutAllocations =>
        Combine(RecordedNetwork.Written.Select(network => network.Definition.Name), TestDevices.WithoutAllocations);

    public static TheoryData<string, string> FewNetworksAndSlowDevices
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var device in TestDevices.Slow)
            {
                foreach (var network in (string[])["TinyFcn", "Branches", "Mlp"])
                    data.Add(network, device);
            }

            return data;
        }
    }

    public static TheoryData<string, VectorWidth> NetworksAndWidths
    {
        get
        {
            var data = new TheoryData<string, VectorWidth>();
            foreach (var network in RecordedNetwork.All.Keys)
            {
                foreach (var width in Enum.GetValues<VectorWidth>())
                    data.Add(network, width);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(NetworksAndDevices))]
    [MemberData(nameof(FewNetworksAndSlowDevices))]
    public void ANetworkTrainsAndPredictsAsInPyTorch(string network, string on)
    {
        using var device = TestDevices.Open(on, output);
        var errors = RecordedComparison.Of(network, device);
        foreach (var worst in errors.GroupBy(error => error.Kind).Select(kind => kind.MaxBy(error => error.Value)!))
            output.WriteLine($"{network} {worst.Kind} {worst.Value:E1} ({worst.Tensor})");
        Assert.All(errors, error => Assert.InRange(error.Value, 0, error.Tolerance));
    }

    /// <summary>Steps that are not waited for give the same weights, and their results add up.</summary>
    [Theory]
    [MemberData(nameof(TestDevices.All), MemberType = typeof(TestDevices))]
    public void EnqueuedStepsAreTheSameSteps(string on)
    {
        using var device = TestDevices.Open(on, output);
        RecordedNetwork.All["TinyFcn"].AssertEnqueuedStepsAreSteps(device, steps: 5);
    }

    /// <summary>Neither the threads nor the room for more images change a bit.</summary>
    [Theory]
    [MemberData(nameof(NetworksAndWidths))]
    public void ThreadsAndCapacityDoNotChangeABit(string network, VectorWidth width)
    {
        using var one = new CpuDevice(threads: 1, width);
        using var two = new CpuDevice(threads: 2, width);
        var alone = RecordedNetwork.All[network].Run(one, capacity: 3);
        var shared = RecordedNetwork.All[network].Run(two, capacity: 5);

        Assert.Equal(alone.Count, shared.Count);
        Assert.All(alone, pair => Assert.Equal(Bits(pair.Value), Bits(shared[pair.Key])));
    }

    [Theory]
    [MemberData(nameof(NetworksAndDevicesWithoutAllocations))]
    public void StepsAndPredictionsAllocateNothing(string network, string on)
    {
        using var device = TestDevices.Open(on, output);
        Assert.Equal(0, RecordedNetwork.All[network].AllocatedBytes(device, steps: 5));
    }

    private static TheoryData<string, string> Combine(IEnumerable<string> networks, IEnumerable<string> devices)
    {
        var data = new TheoryData<string, string>();
        foreach (var network in networks)
        {
            foreach (var device in devices)
                data.Add(network, device);
        }

        return data;
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
