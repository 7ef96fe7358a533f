using ShapeNet.Standins.Cuda.Ptx.Decoding;

namespace ShapeNet.Standins.Cuda.Ptx.Parsing;

/// <summary>Reads a variable's declaration from its type on.</summary>
internal static class VariableSyntaxReader
{
    public static VariableSyntax Read(Scanner scanner, string space, bool isExternal)
    {
        var line = scanner.Line;
        int? alignment = null;
        if (scanner.TakeDirective(".align"))
            alignment = scanner.SmallInteger();
        var vector = scanner.TakeDirective(".v4") ? 4 : scanner.TakeDirective(".v2") ? 2 : 1;
        var typeName = scanner.Word(withDots: false)[1..];
        var type = PtxType.Find(typeName) ?? throw scanner.Fault($"unknown type .{typeName}");
        SkipPointerAttributes(scanner);
        var name = scanner.Word(withDots: false);
        int? count = vector;
        while (scanner.Take('['))
        {
            count = scanner.IsNext(']') ? null : count * scanner.SmallInteger();
            scanner.Expect(']');
        }

        var initial = scanner.Take('=') ? Initial(scanner, type) : null;
        var bytes = count * type.Bytes;
        if (bytes is null && initial is not null)
            bytes = initial.Length;
        if (initial?.Length > bytes)
            throw scanner.Fault($"{name} has more initial values than elements");
        return new(line, space, isExternal, typeName, alignment ?? type.Bytes * vector, name, bytes, initial);
    }

    private static void SkipPointerAttributes(Scanner scanner)
    {
        if (!scanner.TakeDirective(".ptr"))
            return;
        while (scanner.IsNext('.'))
        {
            if (scanner.TakeDirective(".align"))
                scanner.SmallInteger();
            else
                scanner.Word(withDots: false);
        }
    }

    private static byte[] Initial(Scanner scanner, PtxType type)
    {
        List<byte> bytes = [];
        Value();
        return [.. bytes];

        void Value()
        {
            if (!scanner.Take('{'))
            {
                bytes.AddRange(BitConverter.GetBytes(type.Constant(scanner.Number()) ?? throw scanner.Fault($"a value of .{type.Name} is expected")).Take(type.Bytes));
                return;
            }

            do
                Value();
            while (scanner.Take(','));
            scanner.Expect('}');
        }
    }
}
