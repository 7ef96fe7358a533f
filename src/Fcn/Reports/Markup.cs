using System.Text;

namespace Fcn.Reports;

/// <summary>Writes elements of HTML and SVG; the result is well-formed XML too.</summary>
internal sealed class Markup
{
    private readonly StringBuilder text = new();

    /// <summary>Adds an element with text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its text, which is escaped.</param>
    /// <param name="attributes">Names and values; attributes whose value is <see langword="null"/> are left out.</param>
    public Markup Text(string name, string content, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        text.Append('>').Append(Escape(content)).Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>Adds an element without content.</summary>
    public Markup Empty(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        text.Append("/>\n");
        return this;
    }

    /// <summary>Opens an element; disposing of what is returned closes it.</summary>
    public Scope Open(string name, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        Start(name, attributes);
        text.Append(">\n");
        return new(this, name);
    }

    /// <summary>Adds markup that was made before.</summary>
    public Markup Raw(string markup)
    {
        text.Append(markup);
        return this;
    }

    public override string ToString() => text.ToString();

    /// <summary>A coordinate with as many digits as can be seen.</summary>
    public static string Number(double value) => value.ToString("0.##");

    private void Start(string name, ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        text.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is not null)
                text.Append(' ').Append(attribute).Append("=\"").Append(Escape(value is double number ? Number(number) : $"{value}")).Append('"');
        }
    }

    private static string Escape(string value) =>
        value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");

    internal readonly struct Scope(Markup markup, string name) : IDisposable
    {
        public void Dispose() => markup.text.Append("</").Append(name).Append(">\n");
    }
}
