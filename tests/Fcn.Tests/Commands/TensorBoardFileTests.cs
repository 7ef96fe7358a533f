using Fcn.Training;

namespace Fcn.Tests.Commands;

public sealed class TensorBoardFileTests : IDisposable
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_500_000_000_500);

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_checksum_is_crc32c()
    {
        // The check value of CRC-32C's catalogue entry, and RFC 3720's for 32 zeros.
        Assert.Equal(0xE3069283, TensorBoardFile.Checksum("123456789"u8));
        Assert.Equal(0x8A9136AAu, TensorBoardFile.Checksum(new byte[32]));
    }

    [Fact]
    public void A_file_begins_with_the_bytes_that_every_event_file_begins_with()
    {
        using (new TensorBoardFile(folder.Root, firstStep: 0, Time))
        {
        }

        // A record of 24 bytes, whose length has this checksum; the time as a double; the version.
        Assert.Equal(
            [0x18, 0, 0, 0, 0, 0, 0, 0, 0xA3, 0x7F, 0x4B, 0x22, 0x09, .. BitConverter.GetBytes(1_500_000_000.5), 0x1A, 0x0D, .. "brain.Event:2"u8],
            Bytes()[..36]);
        Assert.Equal(40, Bytes().Length);
    }

    [Fact]
    public void Scalars_are_values_of_a_summary()
    {
        using (var file = new TensorBoardFile(folder.Root, firstStep: 0, Time))
            file.Add(Time, 300, ("loss", 0.5), ("mIoU", double.NaN));

        // time, step 300 as a varint of two bytes, a summary with one value: tag 'loss', simple value 0.5.
        byte[] expected =
        [
            0x09, .. BitConverter.GetBytes(1_500_000_000.5), 0x10, 0xAC, 0x02, 0x2A, 13,
            0x0A, 11, 0x0A, 4, .. "loss"u8, 0x15, 0x00, 0x00, 0x00, 0x3F,
        ];
        Assert.Equal(TensorBoardFile.Record(expected), Bytes()[40..]);
    }

    [Fact]
    public void A_run_that_goes_on_takes_back_what_was_told_of_later_steps()
    {
        using (new TensorBoardFile(folder.Root, firstStep: 7, Time))
        {
        }

        byte[] expected = [0x09, .. BitConverter.GetBytes(1_500_000_000.5), 0x10, 7, 0x3A, 2, 0x08, 1];
        Assert.Equal(TensorBoardFile.Record(expected), Bytes()[40..]);
    }

    [Fact]
    public void Every_record_of_a_file_has_its_length_and_checksums()
    {
        using (var file = new TensorBoardFile(folder.Root, firstStep: 0, Time))
        {
            for (var step = 1; step <= 40; step++)
                file.Add(Time, step, ("train/loss", 1.0 / step), (new string('x', 3 * step), step));
        }

        var bytes = Bytes().AsSpan();
        var records = 0;
        for (; bytes.Length > 0; records++)
        {
            var length = (int)BitConverter.ToUInt64(bytes);
            Assert.Equal(TensorBoardFile.MaskedChecksum(bytes[..8]), BitConverter.ToUInt32(bytes[8..]));
            Assert.Equal(TensorBoardFile.MaskedChecksum(bytes.Slice(12, length)), BitConverter.ToUInt32(bytes[(12 + length)..]));
            bytes = bytes[(16 + length)..];
        }

        Assert.Equal(41, records);
    }

    public void Dispose() => folder.Dispose();

    private byte[] Bytes() => File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Root, "events.out.tfevents.*")));
}
