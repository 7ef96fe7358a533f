namespace ShapeNet.Runtime;

/// <summary>The checksum of zip archives: CRC-32 with the polynomial 0xEDB88320, eight bytes at a time.</summary>
internal static class Crc32
{
    private const int Slices = 8;

    private static readonly uint[][] Tables = CreateTables();

    /// <summary>Goes on with a checksum.</summary>
    /// <param name="crc">The checksum of what came before; 0 at the start.</param>
    /// <param name="bytes">What follows.</param>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            crc = Tables[7][(byte)(crc ^ bytes[0])]
                ^ Tables[6][(byte)((crc >> 8) ^ bytes[1])]
                ^ Tables[5][(byte)((crc >> 16) ^ bytes[2])]
                ^ Tables[4][(byte)((crc >> 24) ^ bytes[3])]
                ^ Tables[3][bytes[4]]
                ^ Tables[2][bytes[5]]
                ^ Tables[1][bytes[6]]
                ^ Tables[0][bytes[7]];
        }

        foreach (var value in bytes)
            crc = (crc >> 8) ^ Tables[0][(byte)(crc ^ value)];
        return ~crc;
    }

    /// <summary>Table <c>k</c> holds what a byte does to the checksum when <c>k</c> zero bytes follow it.</summary>
    private static uint[][] CreateTables()
    {
        var tables = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
            tables[slice] = new uint[256];
        for (var value = 0u; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            tables[0][value] = crc;
        }

        for (var slice = 1; slice < Slices; slice++)
        {
            for (var value = 0; value < 256; value++)
            {
                var crc = tables[slice - 1][value];
                tables[slice][value] = (crc >> 8) ^ tables[0][(byte)crc];
            }
        }

        return tables;
    }
}
