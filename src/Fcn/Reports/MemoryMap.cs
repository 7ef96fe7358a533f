using ShapeNet.Runtime;

namespace Fcn.Reports;

/// <summary>Draws where the tensors of a training step lie in the arena, and for how long.</summary>
internal static class MemoryMap
{
    private const double Width = 1120, Height = 420;
    private const double Left = 70, Top = 34, Right = 10, Bottom = 44;
    private const double Megabyte = 1e6;

    public static void Write(Markup page, ProgramPlan plan)
    {
        var (program, batch, total) = (plan.Program, plan.Capacity, plan.Memory.FloatsPerImage);
        var axis = Pictures.Axis.Covering(0, Bytes(total, batch) / Megabyte, 8);
        var launches = program.Launches.Length;
        using (page.Open("svg", ("viewBox", $"0 0 {Width} {Height}"), ("role", "img"), ("aria-label", "Memory of a training step")))
        {
            page.Empty("rect", ("x", Left), ("y", Top), ("width", X(launches, launches) - Left), ("height", Height - Top - Bottom), ("class", "panel"));
            foreach (var tick in axis.Ticks)
            {
                var y = Y(axis, tick);
                page.Empty("line", ("x1", Left), ("x2", X(launches, launches)), ("y1", y), ("y2", y), ("class", "grid"));
                page.Text("text", $"{axis.Label(tick)} MB", ("x", Left - 7), ("y", y + 4), ("class", "muted right"));
            }

            foreach (var value in program.Values.Where(value => value.PerImage).OrderByDescending(value => value.Last - value.First))
                WriteValue(page, program, value, axis, batch);
            var middle = X(program.ForwardLaunches, launches);
            page.Empty("line", ("x1", middle), ("x2", middle), ("y1", Top - 14), ("y2", Height - Bottom), ("class", "axis"), ("stroke-dasharray", "4 3"));
            page.Text("text", "forward", ("x", middle - 8), ("y", Top - 8), ("class", "muted right"));
            page.Text("text", "loss and backward", ("x", middle + 8), ("y", Top - 8), ("class", "muted"));
            page.Text("text", $"launches of a step, 0 to {launches - 1}", ("x", Left + ((Width - Left - Right) / 2)), ("y", Height - Bottom + 18), ("class", "muted middle"));
            WriteLegend(page);
        }
    }

    private static void WriteValue(Markup page, ProgramReport program, ValueReport value, Pictures.Axis axis, int batch)
    {
        var launches = program.Launches.Length;
        var (low, high) = (Bytes(value.Offset, batch) / Megabyte, Bytes(value.Offset + value.Floats, batch) / Megabyte);
        using (page.Open(
            "rect", ("x", X(value.First, launches)), ("y", Y(axis, high)),
            ("width", X(value.Last + 1, launches) - X(value.First, launches)), ("height", Math.Max(0.4, Y(axis, low) - Y(axis, high))),
            ("style", $"fill: {Color(value.Name)}; fill-opacity: 0.55; stroke: var(--paper); stroke-width: 0.6")))
        {
            page.Text("title", $"{value.Name}: {high - low:0.##} MB at {low:0.##} MB, launches {value.First} to {value.Last} ({program.Launches[value.First].Layer} to {program.Launches[Math.Min(value.Last, launches - 1)].Layer})");
        }
    }

    private static void WriteLegend(Markup page)
    {
        var x = Left;
        foreach (var (name, color) in ((string, string)[])[("activations", Color(".output")), ("gradients", Color(".gradient")), ("temporary memory", Color(".scratch")), ("kept for the backward pass", Color(""))])
        {
            page.Empty("rect", ("x", x), ("y", Height - 16), ("width", 12.0), ("height", 12.0), ("style", $"fill: {color}; fill-opacity: 0.55"));
            page.Text("text", name, ("x", x + 18), ("y", Height - 6));
            x += 48 + (6.4 * name.Length);
        }
    }

    private static string Color(string name) => name[(name.LastIndexOf('.') + 1)..] switch
    {
        "output" => "var(--blue)",
        "gradient" => "var(--orange)",
        "scratch" => "var(--grey)",
        _ => "var(--green)",
    };

    private static double Bytes(long floats, int batch) => sizeof(float) * (double)floats * batch;

    private static double X(int launch, int launches) => Left + (launch * (Width - Left - Right) / Math.Max(1, launches));

    private static double Y(Pictures.Axis axis, double megabytes) => Height - Bottom - (axis.Share(megabytes) * (Height - Top - Bottom));
}
