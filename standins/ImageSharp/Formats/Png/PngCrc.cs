namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The CRC-32 of PNG chunks (polynomial 0xEDB88320, reflected).</summary>
internal static class PngCrc
{
    private static readonly uint[] Table = CreateTable();

    public static uint Compute(ReadOnlySpan<byte> data) => ~Update(uint.MaxValue, data);

    public static uint Update(uint state, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
            state = Table[(byte)(state ^ value)] ^ (state >> 8);
        return state;
    }

    private static uint[] CreateTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
            table[i] = value;
        }

        return table;
    }
}
