using System.Text;

namespace ShapeNet.Generators.Emitter;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter
{
    private const int Indent = 4;

    private readonly StringBuilder text = new();
    private int depth;

    /// <summary>Writes one or more lines at the current indentation; an empty line stays empty.</summary>
    public CodeWriter Line(string lines = "")
    {
        for (var start = 0; start <= lines.Length;)
        {
            var end = lines.IndexOf('\n', start);
            if (end < 0)
                end = lines.Length;
            if (end > start)
                text.Append(' ', depth * Indent).Append(lines, start, end - start);
            text.Append('\n');
            start = end + 1;
        }

        return this;
    }

    /// <summary>Opens a brace and closes it when disposed.</summary>
    public Scope Block(string header, string close = "}")
    {
        Line(header);
        Line("{");
        depth++;
        return new Scope(this, close);
    }

    /// <summary>Indents without a brace.</summary>
    public Scope Indented()
    {
        depth++;
        return new Scope(this, null);
    }

    public override string ToString() => text.ToString();

    internal readonly struct Scope(CodeWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer.depth--;
            if (close is not null)
                writer.Line(close);
        }
    }
}
