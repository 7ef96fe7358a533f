namespace Fcn.Tests.Images;

/// <summary>Breaks image files in ways that follow from a seed.</summary>
internal static class ImageMutations
{
    /// <summary>Broken files, made from the fixtures in turn.</summary>
    public static IEnumerable<byte[]> Of(string extension, int count, int seed)
    {
        var originals = ImageFixtures.All(extension).Select(File.ReadAllBytes).ToArray();
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
        {
            var original = originals[i % originals.Length];

            // Half of the PNG files get correct checksums again, so that what lies behind them is reached.
            yield return extension == ".png" && i % 2 == 1 ? MutateChunks(original, random) : Mutate(original, random);
        }
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        var file = (byte[])original.Clone();
        for (var edits = 1 + random.Next(4); edits > 0 && file.Length > 8; edits--)
        {
            var at = random.Next(2, file.Length);
            switch (random.Next(5))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at] = (byte)random.Next(256);
                    break;
                case 2:
                    file.AsSpan(at, Math.Min(4, file.Length - at)).Fill((byte)(random.Next(2) * 255));
                    break;
                case 3:
                    file = file[..at];
                    break;
                default:
                    file = [.. file.AsSpan(0, at), .. file.AsSpan(random.Next(file.Length))];
                    break;
            }
        }

        return file;
    }

    private static byte[] MutateChunks(byte[] original, Random random)
    {
        var chunks = PngBytes.Chunks(original);
        var names = chunks.Keys.Where(name => chunks[name].Length > 0).ToArray();
        var name = names[random.Next(names.Length)];
        if (name == "IDAT" && random.Next(2) == 0)
        {
            var rows = PngBytes.Inflate(chunks[name]);
            rows[random.Next(rows.Length)] = (byte)random.Next(256);
            chunks[name] = PngBytes.Deflate(random.Next(3) == 0 ? rows[..random.Next(rows.Length)] : rows);
        }
        else
        {
            chunks[name] = Mutate(chunks[name], random);
        }

        var order = chunks.Select(chunk => (chunk.Key, chunk.Value)).ToList();
        if (random.Next(8) == 0)
            order.RemoveAt(random.Next(order.Count));
        return PngBytes.File([.. order]);
    }
}
