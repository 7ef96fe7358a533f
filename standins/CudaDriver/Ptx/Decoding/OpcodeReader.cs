namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>An opcode's name and modifiers. What is known is taken; what is left at the end is not supported.</summary>
internal sealed class OpcodeReader
{
    private readonly List<string> modifiers;

    public OpcodeReader(string opcode)
    {
        var parts = opcode.Split('.');
        Name = parts[0];
        modifiers = [.. parts[1..]];
    }

    public string Name { get; }

    public bool IsEmpty => modifiers.Count == 0;

    public bool Has(string modifier) => modifiers.Contains(modifier);

    public bool Take(string modifier) => modifiers.Remove(modifier);

    /// <summary>The first of these that the opcode has.</summary>
    public string? TakeAny(params ReadOnlySpan<string> choices)
    {
        foreach (var choice in choices)
        {
            if (modifiers.Remove(choice))
                return choice;
        }

        return null;
    }

    /// <summary>The first type; a result's stands before a source's.</summary>
    public PtxType Type()
    {
        foreach (var modifier in modifiers)
        {
            if (PtxType.Find(modifier) is { } type)
            {
                modifiers.Remove(modifier);
                return type;
            }
        }

        throw new UnknownInstructionException();
    }
}

/// <summary>An opcode or a combination of modifiers that is not supported; the decoder names the instruction.</summary>
internal sealed class UnknownInstructionException : Exception;
