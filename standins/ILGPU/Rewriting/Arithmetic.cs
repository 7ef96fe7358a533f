namespace ILGPU.Rewriting;

/// <summary>The types of instructions' results.</summary>
internal static class Arithmetic
{
    private static readonly HashSet<string> Binary =
    [
        "add", "sub", "mul", "div", "div.un", "rem", "rem.un", "and", "or", "xor", "shl", "shr", "shr.un",
        "add.ovf", "add.ovf.un", "sub.ovf", "sub.ovf.un", "mul.ovf", "mul.ovf.un", "ceq", "cgt", "cgt.un", "clt", "clt.un",
    ];

    public static bool IsBinary(string name) => Binary.Contains(name);

    /// <summary>The result of an operation on two values.</summary>
    public static StackSlot Result(string name, StackSlot first, StackSlot second)
    {
        if (name[0] == 'c')
            return new(typeof(int));
        if (first.IsReference && second.IsReference)
            return new(typeof(nint));
        if (first.IsReference || name.StartsWith("sh", StringComparison.Ordinal))
            return first;
        return second.IsReference || second.Type == typeof(nint) ? second : first;
    }

    /// <summary>The result that an instruction's name tells; null where it has none or its operands tell.</summary>
    public static Type? ResultOf(string name)
    {
        var parts = name.Split('.');
        if (parts[0] is not ("conv" or "ldind" or "ldelem"))
            return null;
        var type = parts[1] == "ovf" ? parts[2] : parts[1] == "r" ? "r8" : parts[1];
        return type switch
        {
            "i1" or "i2" or "i4" or "u1" or "u2" or "u4" => typeof(int),
            "i8" or "u8" => typeof(long),
            "r4" => typeof(float),
            "r8" => typeof(double),
            "ref" => typeof(object),
            _ => typeof(nint),
        };
    }

    /// <summary>The bytes that an indirect access moves, as its instruction's name tells.</summary>
    public static Type AccessOf(string name) => name.Split('.')[1] switch
    {
        "i1" or "u1" => typeof(byte),
        "i2" or "u2" => typeof(short),
        "i4" or "u4" => typeof(int),
        "i8" => typeof(long),
        "r4" => typeof(float),
        "r8" => typeof(double),
        _ => typeof(nint),
    };
}
