using Fcn.Metrics;
using ShapeNet.Runtime;
using Spectre.Console;

namespace Fcn.Commands;

/// <summary>Shows the times of layers beside the limits of the device (the roofline model: Williams et al. 2009).</summary>
internal static class LayerTimeTable
{
    /// <summary>The times as data.</summary>
    public static object ToData(
        string mode, string network, Device device, int batch, int steps, DeviceLimits limits, IReadOnlyList<LayerTime> times) => new
        {
            mode,
            device = device.Description,
            network,
            batch,
            steps,
            peakFlopsPerSecond = limits.FlopsPerSecond,
            copyBytesPerSecond = limits.BytesPerSecond,
            seconds = times.Sum(time => time.Seconds),
            layers = times.Select(time => new
            {
                layer = time.Layer,
                pass = Words(time.Pass),
                kernels = time.Kernels,
                seconds = time.Seconds,
                medianSeconds = time.MedianSeconds,
                flops = time.Flops,
                bytes = time.Bytes,
                flopsPerSecond = time.FlopsPerSecond,
                bytesPerSecond = time.BytesPerSecond,
                bound = Bound(time, limits),
                shareOfBound = ShareOfBound(time, limits),
            }),
        };

    /// <summary>The times as a table.</summary>
    public static void Draw(
        IAnsiConsole console, string network, Device device, int batch, int steps, DeviceLimits limits, IReadOnlyList<LayerTime> times)
    {
        console.WriteLine($"{network}, batch {batch}, {device.Description}: each launch's best of {steps}");
        console.WriteLine($"measured limits: {limits.FlopsPerSecond / 1e9:N0} GFLOP/s of multiply-adds, {limits.BytesPerSecond / 1e9:0.0} GB/s of copying");
        console.WriteLine();
        var total = times.Sum(time => time.Seconds);
        var table = new Table { Border = TableBorder.None, UseSafeBorder = true };
        table.AddColumn(Column("layer"));
        table.AddColumn(Column("pass"));
        foreach (var heading in (ReadOnlySpan<string>)["ms", "share", "GFLOP/s", "GB/s"])
            table.AddColumn(Column(heading).RightAligned());
        table.AddColumn(Column("bound"));
        table.AddColumn(Column("of bound").RightAligned());
        var layer = "";
        foreach (var time in times)
        {
            table.AddRow([.. Cells(time, total, limits, time.Layer == layer).Select(cell => new Text(cell))]);
            layer = time.Layer;
        }

        console.Write(table);
        console.WriteLine();
        foreach (var pass in times.GroupBy(time => time.Pass).OrderBy(pass => pass.Key))
        {
            var seconds = pass.Sum(time => time.Seconds);
            console.WriteLine($"{Words(pass.Key),-15} {1000 * seconds,9:0.00} ms {seconds / total,6:P0} {pass.Sum(time => time.Flops) / seconds / 1e9,7:N0} GFLOP/s");
        }

        console.WriteLine($"{"all launches",-15} {1000 * total,9:0.00} ms");
        console.WriteLine("Operations count as layers define them, so a fast algorithm (Winograd's) can pass the arithmetic bound;");
        console.WriteLine("bytes count each tensor once, so one that is still in a cache can pass the memory bound.");
    }

    private static string[] Cells(LayerTime time, double total, DeviceLimits limits, bool continues) =>
    [
        continues ? "" : time.ShortLayer,
        Words(time.Pass),
        $"{1000 * time.Seconds:0.00}",
        $"{time.Seconds / total:P1}",
        time.Flops > 0 ? $"{time.FlopsPerSecond / 1e9:N0}" : "",
        $"{time.BytesPerSecond / 1e9:0.0}",
        Bound(time, limits),
        $"{ShareOfBound(time, limits):P0}",
    ];

    /// <summary>Which of the two limits the work comes up to first.</summary>
    private static string Bound(LayerTime time, DeviceLimits limits) =>
        time.Flops / limits.FlopsPerSecond > time.Bytes / limits.BytesPerSecond ? "arithmetic" : "memory";

    private static double ShareOfBound(LayerTime time, DeviceLimits limits) => limits.ShortestSeconds(time.Flops, time.Bytes) / time.Seconds;

    private static string Words(LaunchPass pass) => pass switch
    {
        LaunchPass.Forward => "forward",
        LaunchPass.Loss => "loss",
        LaunchPass.DataGradient => "data gradient",
        LaunchPass.WeightGradient => "weight gradient",
        _ => throw new ArgumentOutOfRangeException(nameof(pass)),
    };

    private static TableColumn Column(string heading) =>
        new(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = true, Padding = new(0, 0, 2, 0) };
}
