using ShapeNet.Runtime;
using ShapeNet.Runtime.Ilgpu;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>The emitted ILGPU kernels of whole networks, against what PyTorch makes of them in double precision.</summary>
public sealed class IlgpuTests(ITestOutputHelper output)
{
    public static TheoryData<string> Networks => new(RecordedNetwork.All.Keys);

    [Theory]
    [MemberData(nameof(Networks))]
    public void ANetworkTrainsAndPredictsAsInPyTorch(string network)
    {
        using var device = IlgpuDevice.OpenSimulator();
        RecordedTests.AssertRunsAsRecorded(network, device, output);
    }
}
