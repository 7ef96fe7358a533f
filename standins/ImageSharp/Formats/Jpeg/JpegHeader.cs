using System.Buffers.Binary;

namespace SixLabors.ImageSharp.Formats.Jpeg;

/// <summary>Finds the frame header of a JPEG file, which holds its size, without decoding anything.</summary>
internal static class JpegHeader
{
    /// <summary>Reads from a stream.</summary>
    /// <param name="stream">The file behind its first bytes.</param>
    /// <param name="start">What was read of the stream behind the start-of-image marker and the next marker's lead byte.</param>
    public static ImageInfo Read(Stream stream, ReadOnlySpan<byte> start)
    {
        var reader = new Reader(stream, start);
        var marker = reader.Byte();
        while (true)
        {
            while (marker == 0xFF)
                marker = reader.Byte();
            if (IsStandalone(marker))
            {
                marker = reader.NextMarker();
                continue;
            }

            var length = reader.Word() - 2;
            if (length < 0)
                throw new InvalidImageContentException("a JPEG segment's length is wrong");
            if (IsFrameHeader(marker))
                return ReadFrame(ref reader, length);
            if (marker is 0xDA or 0xD9)
                throw new InvalidImageContentException("the JPEG file has no frame header");
            reader.Skip(length);
            marker = reader.NextMarker();
        }
    }

    private static ImageInfo ReadFrame(ref Reader reader, int length)
    {
        if (length < 6)
            throw new InvalidImageContentException("the JPEG frame header is too short");
        reader.Byte();
        var height = reader.Word();
        var width = reader.Word();
        ImageDecoding.CheckSize(width, height);
        return new ImageInfo(width, height);
    }

    private static bool IsStandalone(int marker) => marker is 0x01 or (>= 0xD0 and <= 0xD8);

    /// <summary>SOF0 to SOF15 without the table markers that lie among them (DHT, JPG, DAC).</summary>
    private static bool IsFrameHeader(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private ref struct Reader(Stream stream, ReadOnlySpan<byte> start)
    {
        private readonly ReadOnlySpan<byte> start = start;
        private readonly byte[] buffer = new byte[512];
        private int used;
        private int offset;
        private int filled;

        public int Byte()
        {
            if (used < start.Length)
                return start[used++];
            if (offset == filled)
            {
                (offset, filled) = (0, stream.Read(buffer));
                if (filled == 0)
                    throw new InvalidImageContentException("the JPEG file ends in its headers");
            }

            return buffer[offset++];
        }

        public int Word()
        {
            Span<byte> word = [(byte)Byte(), (byte)Byte()];
            return BinaryPrimitives.ReadUInt16BigEndian(word);
        }

        public void Skip(int count)
        {
            for (var i = 0; i < count; i++)
                Byte();
        }

        public int NextMarker()
        {
            while (Byte() != 0xFF)
            {
                // Bytes between segments are padding.
            }

            return Byte();
        }
    }
}
