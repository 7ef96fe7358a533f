using Fcn.Pictures;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Reports;

/// <summary>Draws a <see cref="Plot"/> as SVG.</summary>
internal static class SvgPlot
{
    private const double Width = 560, Height = 340;
    private const double Left = 52, Top = 62, Right = 14, Bottom = 40;
    private const double PlotWidth = Width - Left - Right, PlotHeight = Height - Top - Bottom;
    private const int MarkerLimit = 60;

    public static void Write(Markup page, Plot plot)
    {
        using (page.Open("svg", ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"), ("aria-label", plot.Title)))
        {
            page.Text("text", plot.Title, ("x", Left), ("y", 20.0), ("class", "title"));
            page.Empty("rect", ("x", Left), ("y", Top), ("width", PlotWidth), ("height", PlotHeight), ("class", "panel"));
            WriteGrid(page, plot);
            foreach (var line in plot.Lines.OrderByDescending(line => line.Faint))
                WriteLine(page, plot, line);
            WriteLegend(page, plot);
        }
    }

    private static void WriteGrid(Markup page, Plot plot)
    {
        foreach (var tick in plot.Y.Ticks)
        {
            page.Empty("line", ("x1", Left), ("x2", Left + PlotWidth), ("y1", Y(plot, tick)), ("y2", Y(plot, tick)), ("class", "grid"));
            page.Text("text", plot.Y.Label(tick), ("x", Left - 7), ("y", Y(plot, tick) + 4), ("class", "muted right"));
        }

        foreach (var tick in plot.X.Ticks)
        {
            page.Empty("line", ("y1", Top), ("y2", Top + PlotHeight), ("x1", X(plot, tick)), ("x2", X(plot, tick)), ("class", "grid"));
            page.Text("text", plot.X.Label(tick), ("x", X(plot, tick)), ("y", Top + PlotHeight + 17), ("class", "muted middle"));
        }

        page.Text("text", plot.XLabel, ("x", Left + (PlotWidth / 2)), ("y", Height - 6), ("class", "muted middle"));
    }

    /// <summary>What lies beyond the axis is cut off at it, and its value told on hover.</summary>
    private static void WriteLine(Markup page, Plot plot, PlotLine line)
    {
        var points = line.Points.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)).ToArray();
        page.Empty(
            "polyline",
            ("points", string.Join(' ', points.Select(point => $"{Markup.Number(X(plot, point.X))},{Markup.Number(Y(plot, point.Y))}"))),
            ("class", line.Faint ? "curve faint" : "curve"), ("style", $"stroke: {Color(line.Color)}"));
        if (line.Faint || points.Length > MarkerLimit)
            return;
        foreach (var (x, y) in points)
        {
            using (page.Open("circle", ("cx", X(plot, x)), ("cy", Y(plot, y)), ("r", 3.5), ("style", $"fill: {Color(line.Color)}")))
                page.Text("title", $"{line.Name}, {plot.XLabel} {x:0.##}: {y:0.####}");
        }
    }

    private static void WriteLegend(Markup page, Plot plot)
    {
        var x = Left;
        foreach (var line in plot.Lines.Where(line => line.Name is not null))
        {
            page.Empty("line", ("x1", x), ("x2", x + 20), ("y1", 42.0), ("y2", 42.0), ("class", "curve"), ("style", $"stroke: {Color(line.Color)}"));
            page.Text("text", line.Name!, ("x", x + 26), ("y", 46.0));
            x += 52 + (6.6 * line.Name!.Length);
        }
    }

    private static double X(Plot plot, double value) => Left + (plot.X.Share(value) * PlotWidth);

    private static double Y(Plot plot, double value) => Top + ((1 - Math.Clamp(plot.Y.Share(value), 0, 1)) * PlotHeight);

    private static string Color(Rgb24 ink) => ink == Ink.Blue ? "var(--blue)" : ink == Ink.Orange ? "var(--orange)" : "var(--green)";
}
