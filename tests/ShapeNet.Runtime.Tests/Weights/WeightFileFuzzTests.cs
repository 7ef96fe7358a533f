using System.Buffers.Binary;
using Xunit.Abstractions;

namespace ShapeNet.Runtime.Tests.Weights;

/// <summary>
/// Damaged weight files are read or refused in one line, and cost no more memory than their size allows. The damage
/// follows from fixed seeds; eng/fuzz.sh tries more files.
/// </summary>
public sealed class WeightFileFuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int DirectoryChecksum = 16;

    private static readonly int Files = int.Parse(Environment.GetEnvironmentVariable("SHAPENET_FUZZ_FILES") ?? "400", System.Globalization.CultureInfo.InvariantCulture);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The table of names costs a small multiple of the header.</summary>
    [Fact]
    public void DamagedSafetensorsAreReadOrRefused() => AssertReadOrRefused(Safetensors(), mostBytes: 256 * 1024);

    /// <summary>Besides a table, each tensor may cost as much as the file's bytes as float32.</summary>
    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    [InlineData("checkpoint.pth")]
    [InlineData("types.pth")]
    [InlineData("types-legacy.pth")]
    public void DamagedStateDictsAreReadOrRefused(string fixture) =>
        AssertReadOrRefused(WithoutChecksums(WeightFixtures.Bytes(fixture)), mostBytes: 2 << 20);

    private void AssertReadOrRefused(byte[] whole, long mostBytes)
    {
        var random = new RandomStream(20120525, "mutations");
        var path = folder.File("mutated");
        var (refused, largest) = (0, 0L);
        for (var number = 0; number < Files; number++)
        {
            File.WriteAllBytes(path, Mutation.Of(whole, random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var exception = Record.Exception(() => ReadAll(path));

            largest = Math.Max(largest, GC.GetAllocatedBytesForCurrentThread() - before);
            if (exception is null)
                continue;
            refused++;
            var fault = Assert.IsType<WeightFileException>(exception);
            Assert.StartsWith(path + ": ", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(fault.Message, char.IsControl);
        }

        output.WriteLine($"{Files} files: {refused} refused, at most {largest} bytes allocated for one");
        Assert.InRange(largest, 0, mostBytes);

        // Mutations of values alone go unseen; most others do not.
        Assert.InRange(refused, Files / 2, Files - 1);
    }

    private static void ReadAll(string path)
    {
        using var file = WeightFile.Open(path);
        foreach (var tensor in file.Tensors.Values)
        {
            var values = new float[tensor.Elements];
            file.Read(tensor.Name, values);
        }
    }

    /// <summary>An archive whose writer reckoned no checksums, so that damage reaches what lies behind them.</summary>
    private static byte[] WithoutChecksums(byte[] file)
    {
        for (var at = 0; file.AsSpan(at).IndexOf("PK\x01\x02"u8) is >= 0 and var next; at += next + 1)
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + next + DirectoryChecksum), 0);
        return file;
    }

    private byte[] Safetensors()
    {
        var writer = new SafetensorsWriter { Metadata = { ["format"] = "pt", ["epoch"] = "3" } };
        for (var layer = 0; layer < 5; layer++)
        {
            writer.Add($"layer{layer}.weight", [layer + 1, 3, 3, 3], new float[(layer + 1) * 27]);
            writer.Add($"layer{layer}.bn.num_batches_tracked", [], new long[1]);
        }

        writer.Write(folder.File("whole.safetensors"));
        return File.ReadAllBytes(folder.File("whole.safetensors"));
    }
}
