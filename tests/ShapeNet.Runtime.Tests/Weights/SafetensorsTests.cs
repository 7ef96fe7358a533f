using System.Buffers.Binary;
using System.Text;

namespace ShapeNet.Runtime.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        var path = folder.File("a.safetensors");
        float[] odd = [1.5f, -0f, float.NaN];
        var writer = new SafetensorsWriter { Metadata = { ["format"] = "pt", ["näme"] = "\"quoted\"\n" } };
        writer.Add("odd", [3], odd);
        writer.Add("matrix", [2, 3], values => Enumerable.Range(0, 6).Select(index => (float)index).ToArray().CopyTo(values));
        writer.Add("labels", [2, 2], new[] { 0, 1, -1, int.MaxValue });
        writer.Add("count", [], new[] { long.MinValue });
        writer.Add("none", [0, 4], Array.Empty<float>());
        writer.Write(path);

        using var file = WeightFile.Open(path);

        Assert.Equal(["count", "labels", "matrix", "none", "odd"], file.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("\"quoted\"\n", file.Metadata["näme"]);
        Assert.Equal(odd.Select(BitConverter.SingleToInt32Bits), Read(file, "odd").Select(BitConverter.SingleToInt32Bits));
        Assert.Equal([0, 1, 2, 3, 4, 5], Read(file, "matrix"));
        var labels = new int[4];
        file.Read("labels", labels);
        Assert.Equal([0, 1, -1, int.MaxValue], labels);
        Assert.Equal(long.MinValue, file.ReadInt64("count"));
        Assert.Empty(Read(file, "none"));
        Assert.Equal<long>([2, 3], file.Tensors["matrix"].Shape);
    }

    [Fact]
    public void TensorsLargerThanAChunkAreReadWhole()
    {
        var path = folder.File("a.safetensors");
        var values = Enumerable.Range(0, 100_003).ToArray();
        var writer = new SafetensorsWriter();
        writer.Add("large", [values.Length], values);
        writer.Write(path);

        using var file = WeightFile.Open(path);
        var whole = new int[values.Length];
        file.Read("large", whole);

        Assert.Equal(values, whole);
        Assert.Equal(values.Select(value => (float)value), Read(file, "large"));
    }

    [Theory]
    [InlineData("F16", "003C00C0", 1f, -2f)]
    [InlineData("BF16", "803FC0BF", 1f, -1.5f)]
    [InlineData("F32", "0000803F000000C0", 1f, -2f)]
    [InlineData("F64", "000000000000F03F00000000000000C0", 1f, -2f)]
    [InlineData("BOOL", "0100", 1f, 0f)]
    [InlineData("U8", "01FF", 1f, 255f)]
    [InlineData("I8", "01FF", 1f, -1f)]
    [InlineData("U16", "0100FFFF", 1f, 65535f)]
    [InlineData("I16", "0100FFFF", 1f, -1f)]
    [InlineData("U32", "01000000FFFFFFFF", 1f, 4294967295f)]
    [InlineData("I32", "01000000FFFFFFFF", 1f, -1f)]
    [InlineData("U64", "0100000000000000FFFFFFFFFFFFFFFF", 1f, 18446744073709551615f)]
    [InlineData("I64", "0100000000000000FFFFFFFFFFFFFFFF", 1f, -1f)]
    public void EveryTypeBecomesFloat(string type, string hex, float first, float second)
    {
        var bytes = Convert.FromHexString(hex);
        using var file = WeightFile.Open(Written($$$"""{"x":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{bytes.Length}}}]}}""", bytes));

        Assert.Equal([first, second], Read(file, "x"));
    }

    [Theory]
    [InlineData("", "not a safetensors file: its header is no JSON object")]
    [InlineData("[1]", "not a safetensors file: its header is no JSON object")]
    [InlineData("{", "damaged header: ")]
    [InlineData("{} x", "damaged header: ")]
    [InlineData("""{"x":1}""", "damaged header: 'x' has Number where StartObject belongs")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2]}}""", "damaged header: tensor 'x' lacks its type, shape or place")]
    [InlineData("""{"x":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", "damaged header: tensor 'x' has the unknown type 'F33'")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"more":1}}""", "damaged header: tensor 'x' has the field 'more'")]
    [InlineData("""{"x":{"dtype":"F32","dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "damaged header: tensor 'x' has the field 'dtype'")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "damaged header: tensor 'x' has a size or place")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", "damaged header: tensor 'x' has a size or place")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "damaged header: tensor 'x' of 3 F32 values lies at bytes 0 to 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "damaged header: tensor 'x' of 2 F32 values lies at bytes 8 to 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8,8]}}""", "damaged header: tensor 'x' lacks its type, shape or place")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "damaged header: ")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}}""", "damaged header: ")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "cut short: tensor 'x' ends at byte 12 of 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "damaged: its tensors end at byte 4, its values at 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "damaged header: tensor 'x' starts at byte 4, the tensor before it ends at 0")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"y":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "damaged header: tensor 'y' starts at byte 4, the tensor before it ends at 8")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "damaged header: 'x' occurs twice")]
    [InlineData("""{"__metadata__":{"a":1},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "damaged header: '__metadata__' has Number where String belongs")]
    [InlineData("""{"__metadata__":{},"__metadata__":{},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "damaged header: '__metadata__' occurs twice")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "damaged header: ")]
    [InlineData("""{"x":[[[[[[[[]]]]]]]]}""", "damaged header: ")]
    public void DamagedHeadersAreRefusedInOneLine(string header, string fault)
    {
        var path = Written(header, new byte[8]);

        var exception = Assert.Throws<WeightFileException>(() => WeightFile.Open(path));

        Assert.StartsWith($"{path}: {fault}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Equal(path, exception.Path);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(40)]
    public void FilesCutShortAreRefused(int length)
    {
        var whole = File.ReadAllBytes(Written("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]));
        var path = folder.File("cut.safetensors");
        File.WriteAllBytes(path, whole[..length]);

        Assert.Throws<WeightFileException>(() => WeightFile.Open(path));
    }

    [Fact]
    public void AHugeHeaderLengthReservesNothing()
    {
        var path = folder.File("huge.safetensors");
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, 90_000_000);
        File.WriteAllBytes(path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<WeightFileException>(() => WeightFile.Open(path));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void WhatIsNoFileIsRefused()
    {
        Assert.Equal($"{folder.File("none")}: cannot be read: there is no such file", Fault(folder.File("none")));
        Assert.Equal($"{folder.File("none/none")}: cannot be read: there is no such folder", Fault(folder.File("none/none")));
        Assert.Equal($"{folder.Path}: cannot be read: it is a folder", Fault(folder.Path));

        static string Fault(string path) => Assert.Throws<WeightFileException>(() => WeightFile.Open(path)).Message;
    }

    [Fact]
    public void ReadingAsksForWhatIsThere()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [2], new float[2]);
        writer.Add("large", [1], new[] { 1L << 40 });
        writer.Write(folder.File("a"));
        using var file = WeightFile.Open(folder.File("a"));

        Assert.EndsWith("there is no tensor 'y'", Assert.Throws<WeightFileException>(() => file.Read("y", new float[2])).Message, StringComparison.Ordinal);
        Assert.EndsWith("tensor 'x' is 2: 2 values where 3 are needed", Assert.Throws<WeightFileException>(() => file.Read("x", new float[3])).Message, StringComparison.Ordinal);
        Assert.EndsWith("tensor 'x' holds F32, not whole numbers", Assert.Throws<WeightFileException>(() => file.Read("x", new int[2])).Message, StringComparison.Ordinal);
        Assert.EndsWith("tensor 'large' holds 1099511627776, more than 32 bits hold", Assert.Throws<WeightFileException>(() => file.Read("large", new int[1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoTensorsOfOneNameAreNotWritten()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [1], new float[1]);

        Assert.Throws<ArgumentException>(() => writer.Add("x", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("__metadata__", [1], new float[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("y", [2], new float[1]));
    }

    private static float[] Read(WeightFile file, string name)
    {
        var values = new float[file.Tensors[name].Elements];
        file.Read(name, values);
        return values;
    }

    private string Written(string header, byte[] values)
    {
        var path = folder.File("damaged.safetensors");
        var json = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)json.Length);
        File.WriteAllBytes(path, [.. prefix, .. json, .. values]);
        return path;
    }
}
