using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Fcn.Data;

namespace Fcn.Training;

/// <summary>
/// Writes scalars for TensorBoard: an event file, which is a sequence of TFRecords of Event messages (protocol buffers).
/// Each start of a run has a file of its own, as TensorBoard expects.
/// </summary>
internal sealed class TensorBoardFile : IDisposable
{
    private const string Version = "brain.Event:2";

    // Numbers of fields in event.proto and summary.proto.
    private const int WallTimeField = 1, StepField = 2, VersionField = 3, SummaryField = 5, SessionField = 7;
    private const int ValueField = 1, TagField = 1, SimpleValueField = 2, StatusField = 1;
    private const int SessionStarts = 1;

    private const int Varint = 0, Fixed64 = 1, Length = 2, Fixed32 = 5;

    private readonly string path;
    private readonly FileStream stream;

    /// <summary>Begins a file.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="firstStep">Steps done before: what earlier files tell of later ones is forgotten.</param>
    /// <param name="started">When the run was started; the file's name sorts by it.</param>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public TensorBoardFile(string folder, long firstStep, DateTimeOffset started)
    {
        path = Path.Combine(folder, $"events.out.tfevents.{started.ToUnixTimeMilliseconds() / 1000.0:0.000}.fcn");
        stream = Guard(() => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read));
        Write(started, step: 0, Message(VersionField, Encoding.UTF8.GetBytes(Version)));
        if (firstStep > 0)
            Write(started, firstStep, Message(SessionField, [.. Key(StatusField, Varint), SessionStarts]));
    }

    /// <summary>Writes the scalars of a step; those that are not finite are left out.</summary>
    /// <param name="time">When they were measured.</param>
    /// <param name="step">Steps done.</param>
    /// <param name="scalars">Names and values.</param>
    public void Add(DateTimeOffset time, long step, params ReadOnlySpan<(string Tag, double Value)> scalars)
    {
        var summary = new List<byte>();
        foreach (var (tag, value) in scalars)
        {
            if (!double.IsFinite(value))
                continue;
            var number = new byte[sizeof(float)];
            BinaryPrimitives.WriteSingleLittleEndian(number, (float)value);
            summary.AddRange(Message(ValueField, [.. Message(TagField, Encoding.UTF8.GetBytes(tag)), .. Key(SimpleValueField, Fixed32), .. number]));
        }

        Write(time, step, Message(SummaryField, [.. summary]));
    }

    public void Dispose() => stream.Dispose();

    /// <summary>One TFRecord: the length, its checksum, the data, their checksum.</summary>
    internal static byte[] Record(ReadOnlySpan<byte> data)
    {
        var record = new byte[sizeof(ulong) + sizeof(uint) + data.Length + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedChecksum(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(12 + data.Length), MaskedChecksum(data));
        return record;
    }

    /// <summary>CRC-32C, rotated and shifted as TFRecords have it, so that a checksum of data with checksums stays a good one.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> data)
    {
        const uint mask = 0xa282ead8;
        return BitOperations.RotateRight(Checksum(data), 15) + mask;
    }

    /// <summary>CRC-32C (Castagnoli).</summary>
    internal static uint Checksum(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    private void Write(DateTimeOffset time, long step, byte[] content)
    {
        var wallTime = new byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(wallTime, time.ToUnixTimeMilliseconds() / 1000.0);
        byte[] stepField = step == 0 ? [] : [.. Key(StepField, Varint), .. Number((ulong)step)];
        var record = Record([.. Key(WallTimeField, Fixed64), .. wallTime, .. stepField, .. content]);
        Guard(() =>
        {
            stream.Write(record);
            stream.Flush();
            return stream;
        });
    }

    private static byte[] Message(int field, byte[] content) => [.. Key(field, Length), .. Number((ulong)content.Length), .. content];

    private static byte[] Key(int field, int wireType) => Number((ulong)((field << 3) | wireType));

    /// <summary>A varint: seven bits a byte, the lowest first.</summary>
    private static byte[] Number(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be written: {exception.Message}", exception);
        }
    }
}
