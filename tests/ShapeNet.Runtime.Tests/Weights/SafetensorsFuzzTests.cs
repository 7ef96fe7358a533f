namespace ShapeNet.Runtime.Tests.Weights;

public sealed class SafetensorsFuzzTests : IDisposable
{
    private const int Files = 2000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void MutatedFilesAreReadOrRefusedAndCostNoMemory()
    {
        var whole = Whole();
        var random = new RandomStream(20120525, "mutations");
        var path = folder.File("mutated.safetensors");
        var refused = 0;
        for (var number = 0; number < Files; number++)
        {
            File.WriteAllBytes(path, Mutation.Of(whole, random));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var exception = Record.Exception(() => ReadAll(path));

            // The table of names costs a small multiple of the header.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 256 * 1024);
            if (exception is null)
                continue;
            refused++;
            var fault = Assert.IsType<WeightFileException>(exception);
            Assert.StartsWith(path + ": ", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', fault.Message);
        }

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

    private byte[] Whole()
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
