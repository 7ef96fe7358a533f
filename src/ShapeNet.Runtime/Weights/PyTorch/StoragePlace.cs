namespace ShapeNet.Runtime;

/// <summary>Where the bytes of a storage lie in its file.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Start">Its first byte.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Checksum">Its CRC-32; 0 where there is none to hold it against.</param>
internal sealed record StoragePlace(string Name, long Start, long Bytes, uint Checksum)
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Throws unless the bytes are those that were written.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FormatException">They are not.</exception>
    public void Verify(FileBytes file)
    {
        if (Checksum == 0)
            return;

        var chunk = new byte[Math.Min(ChunkBytes, Bytes)];
        var crc = 0u;
        for (var done = 0L; done < Bytes;)
        {
            var part = chunk.AsSpan(0, (int)Math.Min(chunk.Length, Bytes - done));
            file.Read(Start + done, part);
            crc = Crc32.Append(crc, part);
            done += part.Length;
        }

        if (crc != Checksum)
            throw new FormatException($"damaged: '{Name}' is not what its checksum tells");
    }
}
