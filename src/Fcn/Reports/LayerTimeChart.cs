using Fcn.Metrics;
using ShapeNet.Runtime;

namespace Fcn.Reports;

/// <summary>Draws how long each layer takes in a training step, its passes in a row.</summary>
internal static class LayerTimeChart
{
    private const double Width = 1120, Row = 20, LabelWidth = 290, ValueWidth = 150;

    public static void Write(Markup page, IReadOnlyList<LayerTime> times)
    {
        var layers = times.GroupBy(time => time.ShortLayer).ToArray();
        var (longest, all) = (layers.Max(layer => layer.Sum(time => time.Seconds)), times.Sum(time => time.Seconds));
        var height = (Row * layers.Length) + 30;
        using (page.Open("svg", ("viewBox", $"0 0 {Width} {Markup.Number(height)}"), ("role", "img"), ("aria-label", "Time of each layer")))
        {
            var legend = LabelWidth;
            foreach (var pass in Enum.GetValues<LaunchPass>())
            {
                page.Empty("rect", ("x", legend), ("y", 4.0), ("width", 12.0), ("height", 12.0), ("style", $"fill: {Color(pass)}"));
                page.Text("text", Words(pass), ("x", legend + 18), ("y", 14.0));
                legend += 50 + (6.6 * Words(pass).Length);
            }

            for (var i = 0; i < layers.Length; i++)
                WriteLayer(page, layers[i], 24 + (Row * i), (Width - LabelWidth - ValueWidth) / longest, all);
        }
    }

    private static void WriteLayer(Markup page, IGrouping<string, LayerTime> layer, double top, double scale, double all)
    {
        page.Text("text", layer.Key, ("x", LabelWidth - 8), ("y", top + 14), ("class", "right"));
        var x = LabelWidth;
        foreach (var time in layer)
        {
            using (page.Open("rect", ("x", x), ("y", top + 3), ("width", Math.Max(0.3, time.Seconds * scale)), ("height", Row - 6), ("style", $"fill: {Color(time.Pass)}")))
                page.Text("title", $"{layer.Key}, {Words(time.Pass)}: {1000 * time.Seconds:0.00} ms{(time.Flops > 0 ? $", {time.FlopsPerSecond / 1e9:N0} GFLOP/s" : "")}, {time.BytesPerSecond / 1e9:0.0} GB/s");
            x += time.Seconds * scale;
        }

        var seconds = layer.Sum(time => time.Seconds);
        page.Text("text", $"{1000 * seconds:0.0} ms, {seconds / all:P1}", ("x", x + 8), ("y", top + 14), ("class", "muted"));
    }

    private static string Color(LaunchPass pass) => pass switch
    {
        LaunchPass.Forward => "var(--blue)",
        LaunchPass.DataGradient => "var(--orange)",
        LaunchPass.WeightGradient => "var(--green)",
        _ => "var(--purple)",
    };

    private static string Words(LaunchPass pass) => pass switch
    {
        LaunchPass.Forward => "forward",
        LaunchPass.Loss => "loss",
        LaunchPass.DataGradient => "data gradient",
        _ => "weight gradient",
    };
}
