using System.Text;
using System.Text.Json;
using Fcn.Data;
using Fcn.Metrics;
using Fcn.Pictures;
using ShapeNet.Runtime;
using SixLabors.ImageSharp;

namespace Fcn.Reports;

/// <summary>Writes <c>report.html</c>: a run on one page that needs no other file.</summary>
internal static class HtmlReport
{
    private const string Style = """
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
        main { max-width: 1160px; margin: 0 auto; padding: 28px 20px 60px; }
        h1 { font-size: 26px; margin: 0 0 4px; }
        h2 { font-size: 18px; margin: 42px 0 12px; padding-top: 14px; border-top: 1px solid var(--line); }
        p { margin: 6px 0 12px; max-width: 76ch; } .note { color: var(--muted); }
        svg { display: block; width: 100%; height: auto; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 22px 0 8px; }
        .card { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px; }
        .card b { display: block; font-size: 25px; font-weight: 650; } .card span { color: var(--muted); font-size: 13px; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 24px; align-items: start; }
        .wide { overflow-x: auto; }
        .gallery { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 6px; max-width: 1000px; }
        .gallery img { width: 100%; display: block; border-radius: 4px; } .gallery div { color: var(--muted); font-size: 13px; }
        .classes { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 12px 0; font-size: 13px; }
        .classes i { display: inline-block; width: 13px; height: 13px; margin-right: 6px; border: 1px solid var(--frame); border-radius: 3px; vertical-align: -2px; }
        table { border-collapse: collapse; font-size: 13.5px; } td, th { padding: 2px 14px 2px 0; text-align: left; white-space: nowrap; }
        th { color: var(--muted); font-weight: 500; border-bottom: 1px solid var(--line); } .number { text-align: right; font-variant-numeric: tabular-nums; }
        tr.inner td { color: var(--muted); } pre { background: var(--panel); border: 1px solid var(--line); border-radius: 8px; padding: 10px 14px; overflow-x: auto; font-size: 13px; }
        details { margin: 14px 0; } summary { cursor: pointer; color: var(--blue); }

        """;

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file.</param>
    /// <param name="story">What it tells.</param>
    /// <exception cref="InputException">It cannot be written.</exception>
    public static void Write(string path, TrainingStory story)
    {
        var bytes = Encoding.UTF8.GetBytes(Page(story));
        OutputFile.Write(path, stream => stream.Write(bytes));
    }

    private static string Page(TrainingStory story)
    {
        var page = new Markup().Raw("<!DOCTYPE html>\n");
        using (page.Open("html", ("lang", "en")))
        {
            using (page.Open("head"))
            {
                page.Empty("meta", ("charset", "utf-8")).Empty("meta", ("name", "viewport"), ("content", "width=device-width"));
                page.Text("title", $"{story.Definition.Name} on {story.Data}");
                using (page.Open("style"))
                    page.Raw(Theme.Colors).Raw(Theme.Drawings).Raw(Style);
            }

            using (page.Open("body"))
            using (page.Open("main"))
                WriteBody(page, story);
        }

        return page.ToString();
    }

    private static void WriteBody(Markup page, TrainingStory story)
    {
        page.Text("h1", $"{story.Definition.Name} on {story.Data}");
        page.Text("p", $"After epoch {story.Last.Epoch} of {story.Settings.Epochs}, step {story.Last.Step:N0}; evaluated on {story.Evaluation.Images:N0} images, void {(story.Settings.Void == VoidHandling.Ignore ? "ignored" : "as background")}.", ("class", "note"));
        WriteCards(page, story);

        page.Text("h2", "Curves");
        var (loss, accuracy) = Curves.Plots(story.Steps, story.Epochs);
        using (page.Open("div", ("class", "pair")))
        {
            SvgPlot.Write(page, loss);
            SvgPlot.Write(page, accuracy);
        }

        page.Text("h2", "Predictions");
        WriteGallery(page, story.Predictions);
        WriteClasses(page, story);
        page.Text("h2", "The network");
        WriteTable(page, story.Definition);
        using (page.Open("details"))
        {
            page.Text("summary", "Drawing");
            using (page.Open("div", ("style", "max-width: 900px")))
                NetworkDrawing.Write(page, story.Definition);
        }

        WriteMemory(page, story);
        if (story.LayerTimes.Count > 0)
        {
            page.Text("h2", "Time of each layer");
            page.Text("p", "The kernels of a training step, each launch's best time of the run's first steps.", ("class", "note"));
            LayerTimeChart.Write(page, story.LayerTimes);
        }

        WriteConfiguration(page, story);
    }

    private static void WriteCards(Markup page, TrainingStory story)
    {
        var last = story.Last;
        using (page.Open("div", ("class", "cards")))
        {
            foreach (var (name, value) in ((string, string)[])
            [
                ("mIoU", Share(last.Test.MeanIoU)),
                ("pixel accuracy, void ignored", Share(last.Test.PixelAccuracyVoidIgnored)),
                ("pixel accuracy, void as background", Share(last.Test.PixelAccuracyVoidAsBackground)),
                ("mean class accuracy", Share(last.Test.MeanAccuracy)),
                ("frequency-weighted IoU", Share(last.Test.FrequencyWeightedIoU)),
                ("test loss", Share(last.TestLoss)),
                ("images/s in training", $"{last.ImagesPerSecond:0.0}"),
            ])
            {
                using (page.Open("div", ("class", "card")))
                    page.Text("b", value).Text("span", name);
            }
        }
    }

    private static void WriteGallery(Markup page, IReadOnlyList<PredictionRow> rows)
    {
        using (page.Open("div", ("class", "gallery")))
        {
            page.Text("div", "image").Text("div", "prediction").Text("div", "truth");
            foreach (var row in rows)
            {
                page.Empty("img", ("src", Embedded(PngBytes(row.Rgb, row.Width, row.Height))), ("alt", row.Caption), ("title", row.Caption));
                page.Empty("img", ("src", Embedded(MaskFile.ToBytes(row.Prediction.Span, row.Width, row.Height))), ("alt", "prediction"));
                page.Empty("img", ("src", Embedded(MaskFile.ToBytes(row.Truth.Span, row.Width, row.Height))), ("alt", "truth"));
            }
        }

        using (page.Open("div", ("class", "classes")))
        {
            foreach (var entry in Legend.ClassesIn(rows.SelectMany(row => (ReadOnlyMemory<byte>[])[row.Prediction, row.Truth])))
            {
                var color = VocPalette.Colors[entry];
                using (page.Open("span"))
                    page.Text("i", "", ("style", $"background: rgb({color.R}, {color.G}, {color.B})")).Raw(entry == VocPalette.Void ? "void" : VocPalette.Names[entry]);
            }
        }
    }

    private static void WriteClasses(Markup page, TrainingStory story)
    {
        var metrics = story.Evaluation.Confusion.Compute(story.Settings.Void);
        page.Text("h2", "Classes");
        using (page.Open("div", ("class", "pair")))
        {
            using (page.Open("div"))
            {
                page.Text("p", "Intersection over union of the classes that occur; the orange marks are their accuracy.", ("class", "note"));
                ClassCharts.WriteBars(page, metrics);
            }

            using (page.Open("div"))
            {
                page.Text("p", "Where the pixels of each true class (rows) were predicted (columns), in per cent.", ("class", "note"));
                ClassCharts.WriteConfusion(page, story.Evaluation.Confusion, metrics);
            }
        }
    }

    private static void WriteTable(Markup page, NetworkDefinition definition)
    {
        page.Text("p", $"{definition.ParameterCount:N0} parameters in {definition.Parameters.Length} tensors, {definition.MultiplyAccumulates:N0} multiply-accumulates an image.");
        using (page.Open("details"))
        {
            page.Text("summary", "Shapes");
            using (page.Open("div", ("class", "wide")))
            using (page.Open("table"))
            {
                using (page.Open("tr"))
                {
                    foreach (var heading in (ReadOnlySpan<string>)["layer", "kind", "", "input", "output"])
                        page.Text("th", heading);
                    page.Text("th", "parameters", ("class", "number")).Text("th", "multiply-accumulates", ("class", "number"));
                }

                foreach (var layer in definition.Layers)
                {
                    using (page.Open("tr", ("class", layer.Depth > 0 ? "inner" : null)))
                    {
                        page.Text("td", layer.Path[(layer.Path.LastIndexOf('.') + 1)..], ("style", $"padding-left: {16 * layer.Depth}px"));
                        page.Text("td", layer.Kind).Text("td", layer.Details).Text("td", string.Join(", ", layer.Inputs.Distinct())).Text("td", layer.Output);
                        page.Text("td", Count(layer.Parameters), ("class", "number")).Text("td", Count(layer.MultiplyAccumulates), ("class", "number"));
                    }
                }
            }
        }
    }

    private static void WriteMemory(Markup page, TrainingStory story)
    {
        var plan = story.Plan;
        if (plan.Program.Values.IsEmpty)
            return;
        var (batch, memory) = (plan.Capacity, plan.Memory);
        page.Text("h2", "Memory of a training step");
        page.Text("p", $"For a batch of {batch} the whole arena is {Megabytes(plan.ArenaBytes)}: parameters, gradients and momentum {Megabytes(3 * sizeof(float) * story.Definition.ParameterFloats)}, planned memory {Megabytes(memory.Bytes(batch))} (without sharing places it would be {Megabytes(memory.UnplannedBytes(batch))}). Below, the part that grows with the batch: each box is a tensor, as long as it lives and as high as it is large.", ("class", "note"));
        using (page.Open("div", ("class", "wide")))
            MemoryMap.Write(page, plan);
    }

    private static void WriteConfiguration(Markup page, TrainingStory story)
    {
        page.Text("h2", "Configuration");
        if (story.Record is { } record)
        {
            using var document = JsonDocument.Parse(record);
            page.Text("pre", document.RootElement.GetProperty("command").GetString()!);
            using (page.Open("table"))
            {
                foreach (var name in (ReadOnlySpan<string>)["version", "revision", "started", "device", "weights"])
                {
                    if (document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                        WriteRow(page, name, value.GetString()!);
                }
            }
        }

        using (page.Open("table"))
        {
            foreach (var (name, value) in story.Settings.ToData())
                WriteRow(page, name, FormattableString.Invariant($"{value}"));
        }
    }

    private static void WriteRow(Markup page, string name, string value)
    {
        using (page.Open("tr"))
            page.Text("td", name, ("class", "note")).Text("td", value);
    }

    private static byte[] PngBytes(ReadOnlyMemory<byte> rgb, int width, int height)
    {
        using var image = Image.LoadPixelData<SixLabors.ImageSharp.PixelFormats.Rgb24>(
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, SixLabors.ImageSharp.PixelFormats.Rgb24>(rgb.Span), width, height);
        using var stream = new MemoryStream();
        image.SaveAsPng(stream);
        return stream.ToArray();
    }

    private static string Embedded(byte[] png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";

    private static string Share(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000");

    private static string Count(long number) => number == 0 ? "" : number.ToString("N0");

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N0} MB";
}
