namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The data of a file's IDAT chunks as one stream.</summary>
internal sealed class PngImageData(byte[] file) : Stream
{
    private readonly List<(int Start, int Length)> parts = [];
    private int part;
    private int offset;

    /// <summary>All parts together.</summary>
    public long TotalLength { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Add(int start, int length)
    {
        parts.Add((start, length));
        TotalLength += length;
    }

    public override int Read(Span<byte> buffer)
    {
        while (part < parts.Count && offset == parts[part].Length)
        {
            part++;
            offset = 0;
        }

        if (part == parts.Count)
            return 0;
        var count = Math.Min(buffer.Length, parts[part].Length - offset);
        file.AsSpan(parts[part].Start + offset, count).CopyTo(buffer);
        offset += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
