using System.Buffers;

namespace SixLabors.ImageSharp.Formats;

/// <summary>The bytes of a file in a pooled array.</summary>
internal sealed class PooledBytes : IDisposable
{
    private PooledBytes(byte[] array) => Array = array;

    public byte[] Array { get; private set; }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => Array.AsSpan(0, Length);

    public static PooledBytes Copy(ReadOnlySpan<byte> data)
    {
        var bytes = new PooledBytes(ArrayPool<byte>.Shared.Rent(Math.Max(1, data.Length))) { Length = data.Length };
        data.CopyTo(bytes.Array);
        return bytes;
    }

    public static PooledBytes ReadToEnd(Stream stream)
    {
        var expected = stream.CanSeek ? stream.Length - stream.Position : 1 << 16;
        if (expected >= System.Array.MaxLength)
            throw new InvalidImageContentException($"the file is {expected} bytes long, more than can be read");

        // One byte more than expected, so that the read that finds the end needs no larger array.
        var bytes = new PooledBytes(ArrayPool<byte>.Shared.Rent((int)expected + 1));
        try
        {
            while (true)
            {
                if (bytes.Length == bytes.Array.Length)
                    bytes.Grow();
                var read = stream.Read(bytes.Array, bytes.Length, bytes.Array.Length - bytes.Length);
                if (read == 0)
                    return bytes;
                bytes.Length += read;
            }
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Array.Length == 0)
            return;
        ArrayPool<byte>.Shared.Return(Array);
        Array = [];
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Array.Length * 2));
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(Array);
        Array = larger;
    }
}
