using System.Buffers.Binary;
using System.Text;

namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>
/// Writes a shared library for Linux on x86-64 whose functions jump to wherever a table says. Callers find them by name,
/// as they find those of a library that a linker made; the table is a symbol too, which its owner fills.
/// </summary>
/// <remarks>
/// The library is one file of two segments: what is only read and run (headers, symbols, stubs) and what is written (the
/// dynamic section, the table). Format: System V ABI, gABI 4.1 and its AMD64 supplement.
/// </remarks>
internal static class SharedLibrary
{
    /// <summary>The symbol of the table: one pointer for each function, in the order of the names.</summary>
    public const string Table = "stand_in_table";

    private const int HeaderBytes = 64;
    private const int ProgramHeaderBytes = 56;
    private const int SymbolBytes = 24;
    private const int DynamicBytes = 16;
    private const int StubBytes = 8;
    private const int Page = 0x1000;
    private const ushort TextSection = 1;

    /// <summary>The library's bytes.</summary>
    /// <param name="name">The name that others load it by, its SONAME.</param>
    /// <param name="functions">The functions that it exports.</param>
    public static byte[] Write(string name, IReadOnlyList<string> functions)
    {
        string[] symbols = [.. functions, Table];
        var strings = new StringTable();
        var soname = strings.Add(name);
        var names = symbols.Select(strings.Add).ToArray();

        const int headers = HeaderBytes + 4 * ProgramHeaderBytes;
        var hashAt = headers;
        var symbolsAt = Align(hashAt + 4 * (2 + 1 + symbols.Length + 1), 8);
        var stringsAt = symbolsAt + SymbolBytes * (symbols.Length + 1);
        var stubsAt = Align(stringsAt + strings.Length, 16);
        var readEnd = stubsAt + StubBytes * functions.Count;
        var dynamicAt = Align(readEnd, Page);
        (long Tag, long Value)[] dynamic =
        [
            (14, soname), (4, hashAt), (5, stringsAt), (6, symbolsAt), (10, strings.Length), (11, SymbolBytes), (0, 0),
        ];
        var tableAt = dynamicAt + DynamicBytes * dynamic.Length;
        var end = tableAt + 8 * functions.Count;

        var image = new byte[end];
        WriteHeader(image);
        // Load (read and run), load (read and write), dynamic, and a stack that nothing runs on.
        WriteProgramHeader(image, 0, type: 1, flags: 5, at: 0, size: readEnd, Page);
        WriteProgramHeader(image, 1, type: 1, flags: 6, at: dynamicAt, size: end - dynamicAt, Page);
        WriteProgramHeader(image, 2, type: 2, flags: 6, at: dynamicAt, size: DynamicBytes * dynamic.Length, 8);
        WriteProgramHeader(image, 3, type: 0x6474e551, flags: 6, at: 0, size: 0, 16);

        // One bucket holds all symbols as a chain: symbol 1, 2, …, and 0 at its end.
        Put32(image, hashAt, 1);
        Put32(image, hashAt + 4, symbols.Length + 1);
        Put32(image, hashAt + 8, 1);
        for (var i = 1; i <= symbols.Length; i++)
            Put32(image, hashAt + 12 + 4 * i, i < symbols.Length ? i + 1 : 0);

        for (var i = 0; i < symbols.Length; i++)
        {
            var isFunction = i < functions.Count;
            WriteSymbol(
                image, symbolsAt + SymbolBytes * (i + 1), names[i], isFunction ? (byte)0x12 : (byte)0x11,
                isFunction ? stubsAt + StubBytes * i : tableAt, isFunction ? StubBytes : 8 * functions.Count);
        }

        strings.CopyTo(image, stringsAt);
        for (var i = 0; i < functions.Count; i++)
        {
            // jmp [rip + distance], from behind the six bytes of the instruction.
            var at = stubsAt + StubBytes * i;
            (image[at], image[at + 1]) = (0xff, 0x25);
            Put32(image, at + 2, tableAt + 8 * i - (at + 6));
        }

        for (var i = 0; i < dynamic.Length; i++)
        {
            Put64(image, dynamicAt + DynamicBytes * i, dynamic[i].Tag);
            Put64(image, dynamicAt + DynamicBytes * i + 8, dynamic[i].Value);
        }

        return image;
    }

    private static void WriteHeader(byte[] image)
    {
        // 64 bits, little-endian, version 1, System V.
        ReadOnlySpan<byte> identification = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(image);
        Put16(image, 16, 3); // a shared object
        Put16(image, 18, 62); // for x86-64
        Put32(image, 20, 1);
        Put64(image, 32, HeaderBytes);
        Put16(image, 52, HeaderBytes);
        Put16(image, 54, ProgramHeaderBytes);
        Put16(image, 56, 4);
        Put16(image, 58, 64);
    }

    private static void WriteProgramHeader(byte[] image, int index, int type, int flags, int at, int size, int alignment)
    {
        var header = HeaderBytes + index * ProgramHeaderBytes;
        Put32(image, header, type);
        Put32(image, header + 4, flags);
        Put64(image, header + 8, at);
        Put64(image, header + 16, at);
        Put64(image, header + 24, at);
        Put64(image, header + 32, size);
        Put64(image, header + 40, size);
        Put64(image, header + 48, alignment);
    }

    private static void WriteSymbol(byte[] image, int at, int name, byte kind, int value, int size)
    {
        Put32(image, at, name);
        image[at + 4] = kind;
        Put16(image, at + 6, TextSection);
        Put64(image, at + 8, value);
        Put64(image, at + 16, size);
    }

    private static int Align(int value, int to) => (value + to - 1) / to * to;

    private static void Put16(byte[] image, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(at), value);

    private static void Put32(byte[] image, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(at), value);

    private static void Put64(byte[] image, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(at), value);

    /// <summary>Names one behind the other, each ended by a zero; the first one is empty.</summary>
    private sealed class StringTable
    {
        private readonly List<byte> bytes = [0];

        public int Length => bytes.Count;

        public int Add(string text)
        {
            var at = bytes.Count;
            bytes.AddRange(Encoding.ASCII.GetBytes(text));
            bytes.Add(0);
            return at;
        }

        public void CopyTo(byte[] image, int at) => bytes.CopyTo(image, at);
    }
}
