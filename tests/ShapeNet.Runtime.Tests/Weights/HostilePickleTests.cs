using System.IO.Compression;
using System.Text;

namespace ShapeNet.Runtime.Tests.Weights;

/// <summary>Files that want more than to be read, or promise more than they hold, are refused in one line.</summary>
public sealed class HostilePickleTests : IDisposable
{
    private const string Refusal = ", and is refused: a state dict holds tensors and plain containers only";

    /// <summary>The persistent id of four float32 values in storage 0, below its mark.</summary>
    private const string Storage = "(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0003\0\0\0cpuK\u0004tQ";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("cos\nsystem\nX\u0005\0\0\0touchtR.", "asks for 'os.system'" + Refusal)]
    [InlineData("cposix\nsystem\n(X\u0005\0\0\0touchtR.", "asks for 'posix.system'" + Refusal)]
    [InlineData("c__builtin__\neval\n(X\u0001\0\0\01tR.", "asks for '__builtin__.eval'" + Refusal)]
    [InlineData("cbuiltins\nexec\n(X\u0001\0\0\01tR.", "asks for 'builtins.exec'" + Refusal)]
    [InlineData("(X\u0005\0\0\0touchios\nsystem\n.", "asks for 'os.system'" + Refusal)]
    [InlineData("\u008c\u0002os\u008c\u0006system\u0093.", "asks for 'os.system'" + Refusal)]
    [InlineData("ctorch.hub\nload\n.", "asks for 'torch.hub.load'" + Refusal)]
    [InlineData("cnumpy.core.multiarray\n_reconstruct\n.", "asks for 'numpy.core.multiarray._reconstruct'" + Refusal)]
    [InlineData("ca\rb\u001b[2J\nc\n.", "asks for 'a b [2J.c'" + Refusal)]
    [InlineData("\u0082\u0001.", "the pickle holds the instruction 0x82, which no state dict needs")]
    [InlineData("P1\n.", "the pickle holds the instruction 0x50, which no state dict needs")]
    [InlineData(".", "the pickle takes what it never gave")]
    [InlineData("K\u0001(R.", "the pickle takes what it never gave")]
    [InlineData("t.", "the pickle returns to a mark that it never set")]
    [InlineData("h\u0007.", "the pickle recalls what it never noted")]
    [InlineData("j\u00ff\u00ff\u00ff\u00ff.", "the pickle recalls what it never noted")]
    [InlineData("X\u00ff\u00ff\u00ff\u007fab", "the pickle ends too early")]
    [InlineData("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffab", "the pickle ends too early")]
    [InlineData("\u008b\u00ff\u00ff\u00ff\u00ff.", "the pickle ends too early")]
    [InlineData("X\u0001\0\0\0\u00ff.", "the pickle holds text that is no Unicode")]
    [InlineData("K\u0001K\u0002s.", "the pickle takes what it never gave")]
    [InlineData("K\u0001K\u0002K\u0003s.", "the pickle has something else where a dictionary belongs")]
    [InlineData("}(K\u0001u.", "the pickle sets a key without a value")]
    [InlineData("K\u0001K\u0002a.", "the pickle has something else where a list belongs")]
    [InlineData("K\u0001)R.", "the pickle has something else where a function belongs")]
    [InlineData("ctorch\nFloatStorage\n)R.", "the pickle has something else where a function belongs")]
    [InlineData("K\u0001}b.", "the pickle gives a state to what has none")]
    [InlineData("I1e9\n.", "the pickle holds a whole number that is none")]
    [InlineData("cnowhere", "a line of the pickle does not end")]
    [InlineData("K\u0001Q.", "the pickle refers to something outside of it that is no storage")]
    [InlineData("ccollections\nOrderedDict\n(K\u0001tR.", "'collections.OrderedDict' is called with what it does not take")]
    [InlineData("}.", "holds no state dict, neither itself nor under 'model' or 'state_dict'")]
    [InlineData("}X\u0001\0\0\0aK\u0001s.", "holds no state dict, neither itself nor under 'model' or 'state_dict': it has 'a'")]
    [InlineData("].", "holds something else, not a state dict")]
    [InlineData("]q\0h\0a.", "holds something else, not a state dict")]
    public void HostilePicklesAreRefusedInOneLine(string pickle, string fault) => AssertRefused(Archive(pickle), fault);

    [Theory]
    [InlineData("K\0(K\u0005t(K\u0001t", "a tensor of 5 reaches to value 5 of storage '0', which has 4")]
    [InlineData("K\u0002(K\u0003t(K\u0001t", "a tensor of 3 reaches to value 5 of storage '0', which has 4")]
    [InlineData("K\0(K\u0002t(K\u0004t", "a tensor of 2 reaches to value 5 of storage '0', which has 4")]
    [InlineData("J\u00ff\u00ff\u00ff\u00ff(K\u0002t(K\u0001t", "a tensor is described by what is no storage, offset, size and stride")]
    [InlineData("K\0(K\u0002t(K\u0001K\u0001t", "a tensor is described by what is no storage, offset, size and stride")]
    [InlineData("K\0(J\u00ff\u00ff\u00ff\u00fft(K\u0001t", "a tensor has a size or stride that is no whole number")]
    [InlineData("K\0(K\u0002t(J\u00ff\u00ff\u00ff\u00fft", "a tensor has a size or stride that is no whole number")]
    [InlineData("K\0(J\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007fJ\u00ff\u00ff\u00ff\u007ft(K\0K\0K\0t", "a tensor is larger than any memory")]
    [InlineData("K\0(J\u00ff\u00ff\u00ff\u007ft(K\0t", "tensor 'x' of 2147483647 is larger than the file")]
    public void TensorsThatReachBeyondTheirStorageAreRefused(string view, string fault) => AssertRefused(
        Archive($"}}X\u0001\0\0\0xctorch._utils\n_rebuild_tensor_v2\n({Storage}{view}\u0089}}tRs."), fault);

    [Fact]
    public void APlainPickleIsRefused()
    {
        AssertRefused(Written("\u0080\u0002cos\nsystem\n(X\u0005\0\0\0touchtR."), "asks for 'os.system'" + Refusal);
        AssertRefused(Written("\u0080\u0004}."), "a pickle, but none of PyTorch's");
        AssertRefused(Written("\u0080\u0002\u008a\nl\u00fc\u009c\u0046\u00f9 j\u00a8P\u0019.\u0080\u0002K\u0001."), "of a version of PyTorch's format that is not known");
    }

    [Fact]
    public void OneKeyHasOneStorage() => AssertRefused(
        Archive($"{Storage}0{Storage.Replace("Float", "Double", StringComparison.Ordinal)}."), "storage '0' is described in two ways");

    [Fact]
    public void AStorageMustBeThereInItsSize()
    {
        AssertRefused(Archive($"{Storage}.", values: 12), "'archive/data/0' has 12 bytes, where 4 F32 values belong");
        AssertRefused(Archive($"{Storage}.", values: null), "lacks the values of storage '0'");
    }

    [Fact]
    public void CompressedArchivesAreRefused() => AssertRefused(
        Archive($"{Storage}.", values: 1 << 20, CompressionLevel.Optimal), "'archive/data.pkl' is compressed in the archive, which PyTorch never does");

    [Fact]
    public void PicklesLongerThanAnyStateDictsAreRefused() => AssertRefused(
        Archive(new string(']', 9_000_000)), "'archive/data.pkl' has 9000002 bytes; at most 8388608 are read");

    [Fact]
    public void OtherArchivesAreRefused()
    {
        using (var archive = ZipFile.Open(folder.File("a.pth"), ZipArchiveMode.Create))
            archive.CreateEntry("readme.txt", CompressionLevel.NoCompression);

        AssertRefused(folder.File("a.pth"), "an archive, but none of PyTorch's: it has no data.pkl");
    }

    [Fact]
    public void BigEndianValuesAreRefused()
    {
        var bytes = WeightFixtures.Bytes("legacy.pth");
        var at = bytes.AsSpan().IndexOf("little_endian"u8);
        bytes[at + "little_endian".Length + 2] = 0x89;
        File.WriteAllBytes(folder.File("a.pth"), bytes);

        AssertRefused(folder.File("a.pth"), "its values are big-endian: save it on a little-endian machine");
    }

    [Theory]
    [InlineData("zip.pth")]
    [InlineData("legacy.pth")]
    [InlineData("types.pth")]
    public void FilesCutShortAnywhereAreRefused(string fixture)
    {
        var whole = WeightFixtures.Bytes(fixture);
        for (var length = 0; length < whole.Length; length += 1 + (whole.Length / 300))
        {
            File.WriteAllBytes(folder.File("cut.pth"), whole[..length]);
            AssertRefused(folder.File("cut.pth"), "");
        }
    }

    [Fact]
    public void FlippedBitsInValuesAreFoundByTheChecksum()
    {
        var bytes = WeightFixtures.Bytes("zip.pth");
        using (var file = WeightFile.Open(WeightFixtures.PathOf("zip.pth")))
        {
            var first = new byte[4];
            BitConverter.TryWriteBytes(first, WeightFixtures.Read(file, "head.bias")[0]);
            bytes[bytes.AsSpan().IndexOf(first)] ^= 1;
        }

        File.WriteAllBytes(folder.File("a.pth"), bytes);
        using var damaged = WeightFile.Open(folder.File("a.pth"));

        Assert.Matches(": damaged: 'zip/data/[0-9]' is not what its checksum tells$", Assert.Throws<WeightFileException>(() => damaged.Read("head.bias", new float[4])).Message);
    }

    private static void AssertRefused(string path, string fault)
    {
        var exception = Assert.Throws<WeightFileException>(() => WeightFile.Open(path));

        Assert.StartsWith($"{path}: {fault}", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    /// <summary>An archive with a pickle, and storage 0 of so many bytes.</summary>
    private string Archive(string pickle, int? values = 16, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        var path = folder.File("hostile.pth");
        File.Delete(path);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        Add("archive/data.pkl", Encoding.Latin1.GetBytes("\u0080\u0002" + pickle));
        if (values is { } count)
            Add("archive/data/0", new byte[count]);
        return path;

        void Add(string name, byte[] bytes)
        {
            using var stream = archive.CreateEntry(name, compression).Open();
            stream.Write(bytes);
        }
    }

    private string Written(string content)
    {
        File.WriteAllBytes(folder.File("pickle.pth"), Encoding.Latin1.GetBytes(content));
        return folder.File("pickle.pth");
    }
}
