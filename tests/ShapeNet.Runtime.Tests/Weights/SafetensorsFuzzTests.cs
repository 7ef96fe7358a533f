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
            File.WriteAllBytes(path, Mutated(whole, random));
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

    /// <summary>One to four cuts, repeats, exchanged bytes, exchanged digits or flipped bits; most of them in the header.</summary>
    private static byte[] Mutated(byte[] whole, RandomStream random)
    {
        var bytes = whole.ToList();
        for (var mutations = 1 + random.NextInt32(4); mutations > 0 && bytes.Count > 0; mutations--)
        {
            var place = random.NextInt32(random.NextInt32(4) == 0 ? bytes.Count : Math.Min(bytes.Count, 1000));
            switch (random.NextInt32(6))
            {
                case 0:
                    bytes.RemoveRange(place, random.NextInt32(bytes.Count - place));
                    break;
                case 1:
                    bytes.InsertRange(place, bytes.GetRange(place, random.NextInt32(bytes.Count - place)));
                    break;
                case 2:
                    bytes[place] = (byte)random.NextUInt32();
                    break;
                case 3:
                    bytes[place] ^= (byte)(1 << random.NextInt32(8));
                    break;
                case 4:
                    bytes[place] = "0123456789[]{},:\"-"u8[random.NextInt32(18)];
                    break;
                default:
                    bytes[random.NextInt32(Math.Min(8, bytes.Count))] = (byte)random.NextUInt32();
                    break;
            }
        }

        return [.. bytes];
    }
}
