namespace Fcn.Pictures;

/// <summary>Draws lines with characters, two by four dots in each: for terminals.</summary>
internal sealed class BraillePlot
{
    private const int DotsAcross = 2;
    private const int DotsDown = 4;
    private const char Blank = '\u2800';
    private const int Nothing = -1;

    // The bits of a Braille character by row and column of its dots.
    private static readonly int[] Bits = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];

    private readonly int columns;
    private readonly int rows;
    private readonly int[] dots;
    private readonly int[] owners;

    /// <summary>An empty plot.</summary>
    /// <param name="columns">Characters across.</param>
    /// <param name="rows">Characters down.</param>
    public BraillePlot(int columns, int rows)
    {
        (this.columns, this.rows) = (columns, rows);
        dots = new int[columns * rows];
        owners = new int[columns * rows];
        Array.Fill(owners, Nothing);
    }

    /// <summary>Draws a line through points from left to right; where lines share a character, the later one gives its colour.</summary>
    /// <param name="line">Which line it is.</param>
    /// <param name="points">Its points. Those that are not finite are left out.</param>
    /// <param name="x">The axis to the right.</param>
    /// <param name="y">The axis upwards; what lies beyond it is drawn at its end.</param>
    public void Draw(int line, IEnumerable<(double X, double Y)> points, Axis x, Axis y)
    {
        (double X, double Y)? last = null;
        foreach (var point in points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)))
        {
            var here = (
                X: Math.Clamp(x.Share(point.X), 0, 1) * ((DotsAcross * columns) - 1),
                Y: (1 - Math.Clamp(y.Share(point.Y), 0, 1)) * ((DotsDown * rows) - 1));
            var from = last ?? here;
            var steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(here.X - from.X), Math.Abs(here.Y - from.Y))));
            for (var i = 0; i <= steps; i++)
                Set(line, from.X + ((here.X - from.X) * i / steps), from.Y + ((here.Y - from.Y) * i / steps));
            last = here;
        }
    }

    /// <summary>A row of characters as runs of one line's colour; <see langword="null"/> for runs of none.</summary>
    public IEnumerable<(int? Line, string Text)> Row(int row)
    {
        var start = 0;
        for (var column = 1; column <= columns; column++)
        {
            if (column < columns && owners[(row * columns) + column] == owners[(row * columns) + start])
                continue;
            var owner = owners[(row * columns) + start];
            var text = string.Concat(Enumerable.Range(start, column - start).Select(i => (char)(Blank + dots[(row * columns) + i])));
            yield return (owner == Nothing ? null : owner, text);
            start = column;
        }
    }

    private void Set(int line, double x, double y)
    {
        var (column, row) = ((int)Math.Round(x), (int)Math.Round(y));
        var cell = (row / DotsDown * columns) + (column / DotsAcross);
        dots[cell] |= Bits[(row % DotsDown * DotsAcross) + (column % DotsAcross)];
        owners[cell] = line;
    }
}
