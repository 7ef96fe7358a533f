using Fcn.Data;
using Fcn.Metrics;

namespace Fcn.Reports;

/// <summary>Draws what was right and wrong class by class.</summary>
internal static class ClassCharts
{
    private const double LabelWidth = 104;

    /// <summary>The classes that occur in truth or prediction.</summary>
    public static int[] Occurring(SegmentationMetrics metrics) =>
        [.. Enumerable.Range(0, VocPalette.Classes).Where(i => !double.IsNaN(metrics.IoU[i]))];

    /// <summary>A bar for each class's intersection over union, in the class's colour, with a mark at its accuracy.</summary>
    public static void WriteBars(Markup page, SegmentationMetrics metrics)
    {
        const double width = 560, row = 22, bars = width - LabelWidth - 56;
        var classes = Occurring(metrics);
        var height = (row * classes.Length) + 24;
        using (page.Open("svg", ("viewBox", $"0 0 {width} {Markup.Number(height)}"), ("role", "img"), ("aria-label", "Intersection over union by class")))
        {
            for (var tick = 0; tick <= 4; tick++)
            {
                var x = LabelWidth + (bars * tick / 4);
                page.Empty("line", ("x1", x), ("x2", x), ("y1", 0.0), ("y2", height - 22), ("class", "grid"));
                page.Text("text", $"{tick / 4.0:0.##}", ("x", x), ("y", height - 7), ("class", "muted small middle"));
            }

            for (var i = 0; i < classes.Length; i++)
            {
                var (name, overlap, accuracy) = (VocPalette.Names[classes[i]], metrics.IoU[classes[i]], metrics.Accuracy[classes[i]]);
                var color = VocPalette.Colors[classes[i]];
                page.Text("text", name, ("x", LabelWidth - 8), ("y", (row * i) + 15), ("class", "right"));
                using (page.Open(
                    "rect", ("x", LabelWidth), ("y", (row * i) + 4), ("width", Math.Max(0.5, bars * overlap)), ("height", row - 8), ("rx", 2.0),
                    ("style", $"fill: rgb({color.R}, {color.G}, {color.B}); stroke: var(--frame); stroke-width: 0.5")))
                {
                    page.Text("title", $"{name}: IoU {overlap:0.0000}, accuracy {Told(accuracy)}");
                }

                if (double.IsFinite(accuracy))
                    page.Empty("line", ("x1", LabelWidth + (bars * accuracy)), ("x2", LabelWidth + (bars * accuracy)), ("y1", (row * i) + 2), ("y2", (row * i) + row - 2), ("style", "stroke: var(--orange); stroke-width: 2"));
                page.Text("text", $"{overlap:0.000}", ("x", width - 46), ("y", (row * i) + 15));
            }
        }
    }

    /// <summary>For each true class, which share of its pixels was predicted as which class.</summary>
    public static void WriteConfusion(Markup page, ConfusionMatrix confusion, SegmentationMetrics metrics)
    {
        const double cell = 30, head = 96;
        int[] columns = Occurring(metrics);
        int[] rows = [.. columns.Where(truth => Row(confusion, truth).Sum() > 0)];
        var (width, height) = (LabelWidth + (cell * columns.Length) + 44, head + (cell * (rows.Length + 1)) + 8);
        using (page.Open("svg", ("viewBox", $"0 0 {Markup.Number(width)} {Markup.Number(height)}"), ("role", "img"), ("aria-label", "Confusion matrix"), ("style", $"max-width: {Markup.Number(1.25 * width)}px")))
        {
            for (var column = 0; column < columns.Length; column++)
            {
                var (x, y) = (LabelWidth + (cell * column) + (cell / 2) + 4, head - 8);
                page.Text("text", VocPalette.Names[columns[column]], ("transform", $"translate({Markup.Number(x)} {Markup.Number(y)}) rotate(-55)"));
            }

            for (var row = 0; row < rows.Length; row++)
                WriteRow(page, VocPalette.Names[rows[row]], Row(confusion, rows[row]), columns, head + (cell * row), cell, rows[row]);
            var voids = Enumerable.Range(0, VocPalette.Classes).Select(confusion.Void).ToArray();
            if (voids.Sum() > 0)
                WriteRow(page, "(void)", voids, columns, head + (cell * rows.Length), cell, VocPalette.Void);
        }
    }

    private static void WriteRow(Markup page, string name, long[] counts, int[] columns, double top, double cell, int truth)
    {
        page.Text("text", name, ("x", LabelWidth - 8), ("y", top + (cell / 2) + 4), ("class", truth == VocPalette.Void ? "muted right" : "right"));
        for (var column = 0; column < columns.Length; column++)
        {
            var share = counts[columns[column]] / (double)counts.Sum();
            var left = LabelWidth + (cell * column);
            using (page.Open(
                "rect", ("x", left), ("y", top), ("width", cell - 1), ("height", cell - 1),
                ("style", $"fill: rgba(var(--heat), {0.04 + (0.96 * Math.Sqrt(share)):0.###})" + (truth == columns[column] ? "; stroke: var(--frame)" : ""))))
            {
                page.Text("title", $"true {name}, predicted {VocPalette.Names[columns[column]]}: {share:P1}, {counts[columns[column]]:N0} pixels");
            }

            if (share >= 0.005)
                page.Text("text", $"{100 * share:0}", ("x", left + ((cell - 1) / 2)), ("y", top + (cell / 2) + 3), ("class", "small middle"), ("style", share > 0.5 ? "fill: var(--paper)" : null));
        }
    }

    private static long[] Row(ConfusionMatrix confusion, int truth) =>
        [.. Enumerable.Range(0, VocPalette.Classes).Select(prediction => confusion[truth, prediction])];

    private static string Told(double value) => double.IsNaN(value) ? "–" : value.ToString("0.0000");
}
