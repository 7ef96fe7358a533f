using System.Globalization;

namespace ShapeNet.Standins.Cuda.Ptx.Parsing;

/// <summary>A place in PTX text: what is next, and the line it is on.</summary>
internal sealed class Scanner(string text)
{
    private int position;

    public int Line { get; private set; } = 1;

    public bool AtEnd
    {
        get
        {
            SkipBlanks();
            return position == text.Length;
        }
    }

    /// <summary>A place to take <see cref="TextFrom"/> from.</summary>
    public int Mark()
    {
        SkipBlanks();
        return position;
    }

    /// <summary>The text from a place to here, with each run of blanks as one space.</summary>
    public string TextFrom(int mark) => string.Join(' ', text[mark..position].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public bool IsNext(char symbol)
    {
        SkipBlanks();
        return position < text.Length && text[position] == symbol;
    }

    public bool Take(char symbol)
    {
        if (!IsNext(symbol))
            return false;
        position++;
        return true;
    }

    public void Expect(char symbol)
    {
        if (!Take(symbol))
            throw Fault($"'{symbol}' is expected");
    }

    public bool IsWordNext
    {
        get
        {
            SkipBlanks();
            return position < text.Length && IsWord(text[position]) && !char.IsAsciiDigit(text[position]);
        }
    }

    /// <summary>A name, a directive with its dot, or an opcode with its modifiers.</summary>
    public string Word(bool withDots)
    {
        if (!IsWordNext && !IsNext('.'))
            throw Fault("a name is expected");
        var start = position++;
        while (position < text.Length && (IsWord(text[position]) || (withDots && text[position] is '.' or ':' && IsInsideOpcode())))
            position++;
        return text[start..position];
    }

    /// <summary>The next word is a directive with this name.</summary>
    public bool TakeDirective(string name)
    {
        SkipBlanks();
        if (string.CompareOrdinal(text, position, name, 0, name.Length) != 0
            || (position + name.Length < text.Length && IsWord(text[position + name.Length])))
            return false;
        position += name.Length;
        return true;
    }

    public void SkipPast(char symbol)
    {
        while (!Take(symbol))
        {
            if (AtEnd)
                throw Fault($"'{symbol}' is expected");
            Advance();
        }
    }

    public string QuotedText()
    {
        Expect('"');
        var start = position;
        while (position < text.Length && text[position] != '"')
            Advance();
        var quoted = text[start..position];
        Expect('"');
        return quoted;
    }

    /// <summary>An integer or a floating-point constant.</summary>
    public Operand Number()
    {
        SkipBlanks();
        var negative = Take('-');
        if (!negative)
            Take('+');
        SkipBlanks();
        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '.' || IsExponentSign(start)))
            position++;
        var written = text[start..position];
        if (written.Length == 0)
            throw Fault("a number is expected");
        var number = Parse(written) ?? throw Fault($"'{written}' is not a number");
        return (negative, number) switch
        {
            (false, _) => number,
            (_, Operand.Integer integer) => new Operand.Integer(0 - integer.Value),
            (_, Operand.Float real) => new Operand.Float(-real.Value),
            _ => throw Fault($"'-{written}' is not a number"),
        };
    }

    public int SmallInteger() => Number() is Operand.Integer { Value: <= int.MaxValue } integer ? (int)integer.Value : throw Fault("an integer is expected");

    public PtxFault Fault(string problem) => new($"PTX, line {Line}: {problem}.");

    private static Operand? Parse(string written)
    {
        var digits = written.TrimEnd('U');
        if (written.StartsWith("0f", StringComparison.OrdinalIgnoreCase) && written.Length == 10 && uint.TryParse(written[2..], NumberStyles.AllowHexSpecifier, null, out var single))
            return new Operand.Float(Widen(single));
        if (written.StartsWith("0d", StringComparison.OrdinalIgnoreCase) && written.Length == 18 && ulong.TryParse(written[2..], NumberStyles.AllowHexSpecifier, null, out var real))
            return new Operand.Float(BitConverter.UInt64BitsToDouble(real));
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, null, out var hexadecimal) ? new Operand.Integer(hexadecimal) : null;
        if (digits.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
            return ulong.TryParse(digits[2..], NumberStyles.AllowBinarySpecifier, null, out var binary) ? new Operand.Integer(binary) : null;
        if (digits.Length > 1 && digits[0] == '0' && digits.All(char.IsAsciiDigit))
            return digits.All(digit => digit is >= '0' and <= '7') ? new Operand.Integer(Convert.ToUInt64(digits, 8)) : null;
        if (ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
            return new Operand.Integer(integer);
        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? new Operand.Float(value) : null;
    }

    // A conversion would make a signalling NaN quiet; only its payload's upper bits are kept by it.
    private static double Widen(uint bits)
    {
        var single = BitConverter.UInt32BitsToSingle(bits);
        return !float.IsNaN(single)
            ? single
            : BitConverter.UInt64BitsToDouble(((ulong)(bits & 0x8000_0000) << 32) | 0x7FF0_0000_0000_0000 | ((ulong)(bits & 0x007F_FFFF) << 29));
    }

    private static bool IsWord(char symbol) => char.IsAsciiLetterOrDigit(symbol) || symbol is '_' or '$' or '%';

    private bool IsInsideOpcode() =>
        text[position] == '.' || (position + 1 < text.Length && (text[position + 1] == ':' || text[position - 1] == ':'));

    private bool IsExponentSign(int start) =>
        text[position] is '+' or '-' && position > start && text[position - 1] is 'e' or 'E'
        && !text.AsSpan(start, position - start).StartsWith("0", StringComparison.Ordinal);

    private void SkipBlanks()
    {
        while (position < text.Length)
        {
            if (char.IsWhiteSpace(text[position]))
                Advance();
            else if (IsComment("//"))
                while (position < text.Length && text[position] != '\n')
                    position++;
            else if (IsComment("/*"))
                SkipComment();
            else
                return;
        }
    }

    private bool IsComment(string start) => string.CompareOrdinal(text, position, start, 0, 2) == 0;

    private void SkipComment()
    {
        position += 2;
        while (!IsComment("*/"))
        {
            if (position == text.Length)
                throw Fault("a comment has no end");
            Advance();
        }

        position += 2;
    }

    private void Advance()
    {
        if (text[position++] == '\n')
            Line++;
    }
}
