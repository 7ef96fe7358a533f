using ShapeNet.Runtime;
using ShapeNet.Runtime.Cpu;
using Xunit.Abstractions;

namespace ShapeNet.Networks.Tests;

/// <summary>Holds the emitted programs of whole networks against what PyTorch makes of them in double precision.</summary>
public sealed class RecordedTests(ITestOutputHelper output)
{
    /// <summary>
    /// ‖a − b‖ / ‖b‖ of each tensor. PyTorch's own single precision comes to 4e-6 in the gradients of batch normalisation,
    /// which are small differences of large sums, and to 1e-6 elsewhere.
    /// </summary>
    private const double Tolerance = 1e-5;

    /// <summary>
    /// The norm up to which a gradient that is zero but for rounding may differ from zero: that of a bias before a batch
    /// normalisation.
    /// </summary>
    private const double ZeroTolerance = 1e-5;

    public static TheoryData<string> Networks => new(RecordedNetwork.All.Keys);

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
    [MemberData(nameof(NetworksAndWidths))]
    public void ANetworkTrainsAndPredictsAsInPyTorch(string network, VectorWidth width)
    {
        using var recording = new Recording(network);
        using var device = new CpuDevice(threads: 2, width);
        var values = RecordedNetwork.All[network].Run(device, capacity: 3);

        var computed = recording.Names("").Where(name => name.Split('/')[0] is not ("before" or "images" or "labels"));
        Assert.Equal(computed.Order(StringComparer.Ordinal), values.Keys.Order(StringComparer.Ordinal));
        foreach (var kind in values.GroupBy(pair => pair.Key.Split('/')[0]))
            output.WriteLine($"{network} {width} {kind.Key} {kind.Max(pair => Error(recording[pair.Key], pair.Value)) * Tolerance:E1}");
        Assert.All(values, pair => Assert.InRange(Error(recording[pair.Key], pair.Value), 0, 1));
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
    [MemberData(nameof(Networks))]
    public void StepsAndPredictionsAllocateNothing(string network)
    {
        using var device = new CpuDevice(threads: 1);
        Assert.Equal(0, RecordedNetwork.All[network].AllocatedBytes(device, steps: 5));
    }

    /// <summary>The distance of two tensors as a share of what is tolerated.</summary>
    private static double Error(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var distance = Math.Sqrt(expected.Zip(actual, (a, b) => Math.Pow(a - (double)b, 2)).Sum());
        var norm = Math.Sqrt(expected.Sum(value => (double)value * value));
        return norm < 1e-10 ? distance / ZeroTolerance : distance / norm / Tolerance;
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
