using ShapeNet.Runtime;

namespace Fcn.Reports;

/// <summary>
/// Draws a network: its layers as boxes in the order in which data flows, shapes beside what leads from one to the next,
/// skips as arcs, blocks as frames around what they hold.
/// </summary>
internal sealed class NetworkDrawing
{
    private const double BoxWidth = 580, BoxHeight = 30, Gap = 26, FrameStep = 26, Margin = 14;

    private readonly LayerReport[] leaves;
    private readonly (LayerReport Block, int First, int Last)[] blocks;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly NetworkDefinition definition;
    private readonly double left;

    private NetworkDrawing(NetworkDefinition definition)
    {
        this.definition = definition;
        var layers = definition.Layers;
        leaves = [.. layers.Where((_, i) => !IsBlock(i))];
        blocks = [.. Enumerable.Range(0, layers.Length).Where(IsBlock).Select(Frame)];
        for (var i = 0; i < leaves.Length; i++)
            places[leaves[i].Path] = i;

        // The network's input stands before the first layer.
        places[""] = -1;
        left = Margin + (FrameStep * (1 + layers.Max(layer => layer.Depth)));

        bool IsBlock(int i) => i + 1 < layers.Length && layers[i + 1].Depth > layers[i].Depth;

        (LayerReport, int, int) Frame(int i)
        {
            var end = i + 1;
            while (end < layers.Length && layers[end].Depth > layers[i].Depth)
                end++;
            var before = Enumerable.Range(0, i).Count(j => !IsBlock(j));
            return (layers[i], before, before + Enumerable.Range(i + 1, end - i - 1).Count(j => !IsBlock(j)) - 1);
        }
    }

    /// <summary>The drawing by itself: an SVG file.</summary>
    public static string ToFile(NetworkDefinition definition)
    {
        var page = new Markup().Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        new NetworkDrawing(definition).Write(page, standalone: true);
        return page.ToString();
    }

    /// <summary>The drawing as part of a page that has the theme.</summary>
    public static void Write(Markup page, NetworkDefinition definition) => new NetworkDrawing(definition).Write(page, standalone: false);

    private void Write(Markup page, bool standalone)
    {
        var reach = Arcs().Select(arc => Bulge(arc.From, arc.To)).DefaultIfEmpty(0).Max();
        var (width, height) = (left + BoxWidth + Math.Max(90, reach + 80) + Margin, Y(leaves.Length) + 10);
        using (page.Open(
            "svg", ("xmlns", standalone ? "http://www.w3.org/2000/svg" : null), ("viewBox", $"0 0 {Markup.Number(width)} {Markup.Number(height)}"),
            ("width", width), ("height", height), ("role", "img"), ("aria-label", definition.Name)))
        {
            if (standalone)
            {
                using (page.Open("style"))
                    page.Raw(Theme.Colors).Raw(Theme.Drawings);
                page.Empty("rect", ("width", width), ("height", height), ("style", "fill: var(--paper)"));
            }

            page.Text("text", $"{definition.Name}: {definition.ParameterCount:N0} parameters, {Macs(definition.MultiplyAccumulates)} an image", ("x", left), ("y", 24.0), ("class", "title"));
            foreach (var (block, first, last) in blocks)
                WriteFrame(page, block, first, last);
            foreach (var (from, to, _) in Arcs())
                WriteArc(page, from, to);
            foreach (var (from, to, shape) in Arcs())
                page.Text("text", shape, ("x", left + BoxWidth + Bulge(from, to) + 6), ("y", ((Y(from) + Y(to) + BoxHeight) / 2) + 4), ("class", "small halo"));
            WriteBox(page, -1, "Input", "", string.Join('×', definition.InputShape), "var(--norm)", "");
            for (var i = 0; i < leaves.Length; i++)
                WriteLayer(page, i);
        }
    }

    private void WriteLayer(Markup page, int place)
    {
        var layer = leaves[place];
        var costs = string.Join(" · ", ((string[])
        [
            layer.Parameters > 0 ? $"{layer.Parameters:N0} parameters" : "",
            layer.MultiplyAccumulates > 0 ? Macs(layer.MultiplyAccumulates) : "",
        ]).Where(cost => cost.Length > 0));
        if (layer.From.Contains(place == 0 ? "" : leaves[place - 1].Path))
            page.Empty("line", ("x1", left + 60), ("x2", left + 60), ("y1", Y(place - 1) + BoxHeight), ("y2", Y(place)), ("class", "axis"));
        WriteBox(page, place, layer.Path[(layer.Path.LastIndexOf('.') + 1)..], layer.Kind + (layer.Details.Length > 0 ? $" {layer.Details}" : ""), layer.Output, Color(layer.Kind), costs);
    }

    private void WriteBox(Markup page, int place, string name, string kind, string output, string color, string costs)
    {
        var top = Y(place);
        page.Empty("rect", ("x", left), ("y", top), ("width", BoxWidth), ("height", BoxHeight), ("rx", 5.0), ("style", $"fill: {color}; stroke: var(--frame); stroke-width: 0.8"));
        page.Text("text", name, ("x", left + 10), ("y", top + 19), ("style", "font-weight: 600"));
        page.Text("text", kind, ("x", left + 150), ("y", top + 19), ("class", "muted"));
        page.Text("text", costs, ("x", left + BoxWidth - 8), ("y", top + 19), ("class", "small right"));
        page.Text("text", output, ("x", left + 68), ("y", top + BoxHeight + 17), ("class", "muted small"));
    }

    private void WriteFrame(Markup page, LayerReport block, int first, int last)
    {
        var x = Margin + (FrameStep * block.Depth);
        var (top, bottom) = (Y(first) - 8, Y(last) + BoxHeight + 5);
        page.Empty("rect", ("x", x), ("y", top), ("width", left + BoxWidth + 8 - x), ("height", bottom - top), ("rx", 8.0), ("style", "fill: var(--panel); fill-opacity: 0.6; stroke: var(--line)"));
        page.Text(
            "text", $"{block.Path[(block.Path.LastIndexOf('.') + 1)..]} · {block.Kind}",
            ("transform", $"translate({Markup.Number(x + 17)} {Markup.Number((top + bottom) / 2)}) rotate(-90)"), ("class", "muted middle small"));
    }

    private void WriteArc(Markup page, int from, int to)
    {
        var x = left + BoxWidth;
        var (start, end, bulge) = (Y(from) + (BoxHeight / 2) + 4, Y(to) + (BoxHeight / 2) - 4, Bulge(from, to));
        page.Empty(
            "path", ("d", $"M {Markup.Number(x)} {Markup.Number(start)} C {Markup.Number(x + (1.33 * bulge))} {Markup.Number(start)}, {Markup.Number(x + (1.33 * bulge))} {Markup.Number(end)}, {Markup.Number(x)} {Markup.Number(end)}"),
            ("class", "curve"), ("style", "stroke: var(--purple); stroke-width: 1.5"));
        page.Empty("path", ("d", $"M {Markup.Number(x)} {Markup.Number(end)} l 8 -4 v 8 z"), ("style", "fill: var(--purple)"));
    }

    /// <summary>Where a layer reads another one than the one before it.</summary>
    private IEnumerable<(int From, int To, string Shape)> Arcs()
    {
        for (var i = 0; i < leaves.Length; i++)
        {
            foreach (var from in leaves[i].From.Select(path => places[path]).Where(from => from != i - 1).Distinct())
                yield return (from, i, from < 0 ? string.Join('×', definition.InputShape) : leaves[from].Output);
        }
    }

    /// <summary>Longer arcs reach further out, so that they pass around shorter ones.</summary>
    private static double Bulge(int from, int to) => 26 + (9 * Math.Min(14, to - from)) + (2.5 * Math.Max(0, to - from - 14));

    /// <summary>The top of a layer's box; the input's is at place −1.</summary>
    private static double Y(int place) => 46 + ((place + 1) * (BoxHeight + Gap));

    private static string Macs(long number) => number >= 1_000_000_000 ? $"{number / 1e9:0.00} GMAC" : number >= 1_000_000 ? $"{number / 1e6:0.#} MMAC" : $"{number / 1e3:0.#} kMAC";

    private static string Color(string kind) => kind switch
    {
        "Conv2d" or "Linear" => "var(--conv)",
        "ConvTranspose2d" => "var(--transposed)",
        "MaxPool2d" or "AvgPool2d" or "GlobalAvgPool2d" => "var(--pool)",
        "Add" or "Concat" or "Crop" => "var(--join)",
        "BatchNorm2d" => "var(--norm)",
        _ => "var(--relu)",
    };
}
