using Fcn.Data;

namespace Fcn.Pictures;

/// <summary>Names the classes of a picture beside their colours, in as many rows as they need.</summary>
internal sealed class Legend
{
    private const int RowHeight = 26;
    private const int Swatch = 16;
    private const int Gap = 22;
    private const float TextSize = 11;

    private readonly List<List<byte>> rows = [];

    /// <summary>Arranges the classes for a width.</summary>
    public Legend(IEnumerable<byte> classes, int width)
    {
        var free = 0;
        foreach (var entry in classes)
        {
            if (rows.Count == 0 || EntryWidth(entry) > free)
            {
                rows.Add([]);
                free = width;
            }

            rows[^1].Add(entry);
            free -= EntryWidth(entry);
        }
    }

    /// <summary>How high the rows are together.</summary>
    public int Height => rows.Count * RowHeight;

    /// <summary>The classes that occur in masks, in order, void last.</summary>
    public static IEnumerable<byte> ClassesIn(IEnumerable<ReadOnlyMemory<byte>> masks)
    {
        var seen = new bool[256];
        foreach (var mask in masks)
        {
            foreach (var value in mask.Span)
                seen[value] = true;
        }

        return Enumerable.Range(0, seen.Length).Where(value => seen[value]).Select(value => (byte)value);
    }

    /// <summary>Draws the rows.</summary>
    public void Draw(Canvas canvas, int x, int y)
    {
        foreach (var row in rows)
        {
            var left = x;
            foreach (var entry in row)
            {
                var top = y + ((RowHeight - Swatch) / 2);
                canvas.Fill(left, top, Swatch, Swatch, Ink.Frame);
                canvas.Fill(left + 1, top + 1, Swatch - 2, Swatch - 2, VocPalette.Colors[entry]);
                canvas.Text(Name(entry), left + Swatch + 8, y + (RowHeight / 2f), TextSize, Ink.Text);
                left += EntryWidth(entry);
            }

            y += RowHeight;
        }
    }

    private static string Name(byte entry)
        => entry < VocPalette.Classes ? VocPalette.Names[entry] : entry == VocPalette.Void ? "void" : $"class {entry}";

    private static int EntryWidth(byte entry) => Swatch + 8 + (int)Canvas.TextWidth(Name(entry), TextSize) + Gap;
}
