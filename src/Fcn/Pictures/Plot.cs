using System.Globalization;
using System.Numerics;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Pictures;

/// <summary>One line of a plot.</summary>
/// <param name="Name">Its name in the legend; without one it has no entry there.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Points">Its points, from left to right. Points that are not finite are left out.</param>
/// <param name="Faint">Whether it is drawn thin and pale, behind the others.</param>
internal sealed record PlotLine(string? Name, Rgb24 Color, IReadOnlyList<(double X, double Y)> Points, bool Faint = false);

/// <summary>A panel with axes, grid, lines and a legend.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="XLabel">What runs to the right.</param>
/// <param name="X">The axis to the right.</param>
/// <param name="Y">The axis upwards.</param>
/// <param name="Lines">The lines.</param>
internal sealed record Plot(string Title, string XLabel, Axis X, Axis Y, IReadOnlyList<PlotLine> Lines)
{
    private const float LabelSize = 10;
    private const float TitleSize = 13;
    private const float LineWidth = 2.2f;
    private const int MarkerLimit = 60;

    /// <summary>Draws the panel into a rectangle.</summary>
    public void Draw(Canvas canvas, int x, int y, int width, int height)
    {
        const int leftMargin = 62, topMargin = 44, rightMargin = 18, bottomMargin = 54;
        var (left, top) = (x + leftMargin, y + topMargin);
        var (inner, tall) = (width - leftMargin - rightMargin, height - topMargin - bottomMargin);
        canvas.Text(Title, left, y + 22, TitleSize, Ink.Text, bold: true);
        canvas.Fill(left, top, inner, tall, Ink.Panel);
        DrawGrid(canvas, left, top, inner, tall);
        canvas.Text(XLabel, left + (inner / 2f), top + tall + 40, LabelSize, Ink.Muted, TextAlign.Center);

        foreach (var line in Lines.OrderByDescending(line => line.Faint))
            DrawLine(canvas, line, left, top, inner, tall);
        canvas.Fill(left, top, 1, tall, Ink.Frame);
        canvas.Fill(left, top + tall - 1, inner, 1, Ink.Frame);
        DrawLegend(canvas, left, top, inner, tall);
    }

    private void DrawGrid(Canvas canvas, int left, int top, int width, int height)
    {
        foreach (var tick in Y.Ticks)
        {
            var at = top + height - 1 - (int)Math.Round(Y.Share(tick) * (height - 1));
            canvas.Fill(left, at, width, 1, Ink.Grid);
            canvas.Text(Y.Label(tick), left - 9, at + 0.5f, LabelSize, Ink.Muted, TextAlign.Right);
        }

        foreach (var tick in X.Ticks)
        {
            var at = left + (int)Math.Round(X.Share(tick) * (width - 1));
            canvas.Fill(at, top, 1, height, Ink.Grid);
            canvas.Text(X.Label(tick), at + 0.5f, top + height + 17, LabelSize, Ink.Muted, TextAlign.Center);
        }
    }

    private void DrawLine(Canvas canvas, PlotLine line, int left, int top, int width, int height)
    {
        var points = Visible(line)
            .Select(point => new Vector2(
                left + 0.5f + (float)(X.Share(point.X) * (width - 1)),
                top + 0.5f + (float)((1 - Y.Share(point.Y)) * (height - 1))))
            .ToArray();
        var (highest, lowest) = (top - 0.5f, top + height + 0.5f);
        foreach (var run in Clip(points, highest, lowest))
            canvas.Stroke(run, line.Color, line.Faint ? 1 : LineWidth, line.Faint ? 0.4f : 1);
        if (line.Faint || points.Length > MarkerLimit)
            return;
        foreach (var (point, value) in points.Zip(Visible(line)))
        {
            if (point.Y >= highest && point.Y <= lowest)
            {
                canvas.Dot(point, 4, Ink.Paper);
                canvas.Dot(point, 3, line.Color);
            }
            else if (point.Y < highest)
            {
                // Off the axis: an arrow to it, and the value that cannot be read off.
                var tip = new Vector2(point.X, top + 5);
                canvas.Stroke([tip + new Vector2(-4, 6), tip, tip + new Vector2(4, 6)], line.Color, LineWidth);
                canvas.Text(value.Y.ToString("G3", CultureInfo.InvariantCulture), tip.X + 9, tip.Y + 6, LabelSize, line.Color);
            }
        }
    }

    /// <summary>The parts of a line between two heights.</summary>
    private static IEnumerable<Vector2[]> Clip(Vector2[] points, float highest, float lowest)
    {
        List<Vector2> run = [];
        for (var i = 1; i < points.Length; i++)
        {
            var (from, to) = (points[i - 1], points[i]);
            if ((from.Y < highest && to.Y < highest) || (from.Y > lowest && to.Y > lowest))
                continue;
            var (start, end) = (Enter(from, to), Enter(to, from));
            if (run.Count > 0 && run[^1] != start)
            {
                yield return [.. run];
                run.Clear();
            }

            if (run.Count == 0)
                run.Add(start);
            run.Add(end);
        }

        if (run.Count > 0)
            yield return [.. run];

        Vector2 Enter(Vector2 point, Vector2 other)
        {
            var bounded = Math.Clamp(point.Y, highest, lowest);
            return bounded == point.Y ? point : Vector2.Lerp(point, other, (bounded - point.Y) / (other.Y - point.Y));
        }
    }

    private void DrawLegend(Canvas canvas, int left, int top, int width, int height)
    {
        var named = Lines.Where(line => line.Name is not null).ToArray();
        if (named.Length == 0)
            return;
        const int rowHeight = 21, padding = 10, sample = 26;
        var boxWidth = (int)named.Max(line => Canvas.TextWidth(line.Name!, LabelSize)) + sample + (3 * padding);
        var boxHeight = (named.Length * rowHeight) + padding;

        // In the corner that the lines leave emptiest.
        (int X, int Y)[] corners =
        [
            (left + width - boxWidth - padding, top + padding),
            (left + width - boxWidth - padding, top + height - boxHeight - padding),
            (left + (2 * padding), top + padding),
            (left + (2 * padding), top + height - boxHeight - padding),
        ];
        var corner = corners.MinBy(corner => Lines.Sum(line => Hidden(line, corner.X, corner.Y)));
        canvas.Fill(corner.X, corner.Y, boxWidth, boxHeight, Ink.Paper, 0.85f);
        for (var i = 0; i < named.Length; i++)
        {
            var middle = corner.Y + (padding / 2f) + ((i + 0.5f) * rowHeight);
            var start = new Vector2(corner.X + padding, middle);
            canvas.Stroke([start, start + new Vector2(sample, 0)], named[i].Color, LineWidth);
            canvas.Text(named[i].Name!, corner.X + (2 * padding) + sample, middle, LabelSize, Ink.Text);
        }

        int Hidden(PlotLine line, int boxX, int boxY) => Visible(line).Count(point =>
        {
            var (x, y) = (left + (X.Share(point.X) * width), top + ((1 - Y.Share(point.Y)) * height));
            return x > boxX - 6 && x < boxX + boxWidth + 6 && y > boxY - 6 && y < boxY + boxHeight + 6;
        });
    }

    private static IEnumerable<(double X, double Y)> Visible(PlotLine line)
        => line.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y));
}
