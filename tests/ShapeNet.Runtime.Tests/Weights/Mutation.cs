namespace ShapeNet.Runtime.Tests.Weights;

/// <summary>Damages files as disks, transfers and hostile hands do.</summary>
internal static class Mutation
{
    /// <summary>One to four cuts, repeats, exchanged bytes, exchanged digits or flipped bits; most of them in the header.</summary>
    public static byte[] Of(byte[] whole, RandomStream random)
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
