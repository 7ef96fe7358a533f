using System.Globalization;
using System.Xml.Linq;
using Fcn.Data;
using Fcn.Metrics;
using Fcn.Networks;
using Fcn.Pictures;
using Fcn.Reports;
using Fcn.Tests.Commands;
using Fcn.Training;
using ShapeNet.Runtime;

namespace Fcn.Tests.Pictures;

public sealed class ReportTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_network_is_drawn_with_a_box_for_each_layer_its_shapes_and_its_skips()
    {
        var run = ProgramRun.Of("describe", "--net", "fcn16s", "--svg", folder.PathOf("net.svg"));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var drawing = XDocument.Load(folder.PathOf("net.svg")).Root!;
        var texts = Texts(drawing);
        var leaves = Fcn16s.Definition.Layers.Where((layer, i) => i + 1 == Fcn16s.Definition.Layers.Length || Fcn16s.Definition.Layers[i + 1].Depth <= layer.Depth).ToArray();
        foreach (var layer in leaves)
        {
            Assert.Contains(layer.Path[(layer.Path.LastIndexOf('.') + 1)..], texts);
            Assert.Contains(layer.Output, texts);
        }

        // A box for each layer and the input, one for the paper, one around each block.
        var rectangles = drawing.Descendants(Svg + "rect").Count();
        Assert.Equal(Fcn16s.Definition.Layers.Length + 2, rectangles);
        Assert.Contains("589,824 parameters · 353.9 MMAC", texts);
        Assert.Contains("Layer3 · Stage", texts);

        // Skips: each of the 8 residuals has one; of a block that halves, the shortcut's convolution begins away from what
        // stands before it too; the scores at stride 16 read Layer3, their sum both sides.
        Assert.Equal(8 + 3 + 2, drawing.Descendants(Svg + "path").Count(path => path.Attribute("class")?.Value == "curve"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_report_is_one_well_formed_page_that_needs_nothing_else(bool onGpu)
    {
        var (memory, program) = onGpu
            ? (Fcn32s.Definition.Ilgpu!.TrainingMemory, Fcn32s.Definition.Ilgpu.TrainingReport())
            : (Fcn32s.Definition.TrainingMemory, Fcn32s.Definition.TrainingReport());
        HtmlReport.Write(folder.PathOf("report.html"), Story(new(Capacity: 4, ArenaBytes: 123_456_789_000, memory, program)));

        var text = File.ReadAllText(folder.PathOf("report.html"));
        var page = XDocument.Parse(text).Root!;
        Assert.DoesNotContain("http", text.Replace("data:image/png", ""), StringComparison.Ordinal);
        Assert.All(page.Descendants("img"), image => Assert.StartsWith("data:image/png;base64,", image.Attribute("src")!.Value, StringComparison.Ordinal));
        Assert.Equal(3, page.Descendants("img").Count());
        var texts = Texts(page);
        foreach (var expected in (string[])["fcn train --seed 3 --out 'a <b> & c'", "0.600", "Conv1", "3×320×480", "poly", "abc123", "(void)", "aeroplane"])
            Assert.Contains(expected, texts);
        Assert.Equal(["Curves", "Predictions", "Classes", "The network", "Memory of a training step", "Time of each layer", "Configuration"], page.Descendants("h2").Select(heading => heading.Value));

        // Every planned tensor of the batch is a box of the memory map, of its height and length.
        var map = page.Descendants("svg").Single(svg => svg.Attribute("aria-label")!.Value == "Memory of a training step");
        var boxes = map.Elements("rect").Where(box => box.Element("title") is not null).ToArray();
        Assert.Equal(program.Values.Count(value => value.PerImage), boxes.Length);
        Assert.Contains("For a batch of 4 the whole arena is 123,457 MB", text, StringComparison.Ordinal);
        Assert.All(boxes, box => Assert.InRange(Number(box, "y") + Number(box, "height"), 0, 420));
    }

    [Fact]
    public void A_confusion_matrix_shows_shares_of_the_true_class()
    {
        var page = new Markup();
        var confusion = Confusion();
        ClassCharts.WriteConfusion(page, confusion, confusion.Compute(VoidHandling.Ignore));

        var chart = XDocument.Parse(page.ToString()).Root!;

        Assert.Contains("true background, predicted aeroplane: 25.0 %, 1 pixels", Texts(chart));
        Assert.Contains("75", Texts(chart));
    }

    [Fact]
    public void Braille_lines_run_through_their_points()
    {
        var plot = new BraillePlot(4, 2);
        plot.Draw(0, [(0, 0), (1, 1)], new Axis(0, 1, 1), new Axis(0, 1, 1));
        plot.Draw(1, [(0, 1), (0, 1)], new Axis(0, 1, 1), new Axis(0, 1, 1));

        // From the lower left corner to the upper right one, and a dot in the upper left one.
        Assert.Equal([(1, "⠁"), (null, "⠀"), (0, "⡠⠊")], plot.Row(0).Select(run => ((int?)run.Line, run.Text)));
        Assert.Equal([(0, "⡠⠊"), (null, "⠀⠀")], plot.Row(1).Select(run => ((int?)run.Line, run.Text)));
    }

    public void Dispose() => folder.Dispose();

    private static TrainingStory Story(ProgramPlan plan)
    {
        var confusion = Confusion();
        var scores = Scores.Of(confusion, VoidHandling.Ignore);
        return new(
            Fcn32s.Definition, plan, "synthetic", Recipes.Settings(Recipe.Reference),
            [new(0.5, 3, 0.1), new(1, 2, 0.5)], [new(1, 2.5, 0.4, 2, 0.5, 0.3)],
            new EpochProgress(1, 2, 2.5, 0.4, 2, scores, 7), new Evaluation(1, 2, confusion, TimeSpan.FromSeconds(1)),
            [new("one", 2, 2, new byte[12], new byte[] { 0, 1, 0, 0 }, new byte[] { 0, 1, 255, 0 })],
            [new("Conv1", LaunchPass.Forward, [], 0.01, 0.01, 1e9, 1e6), new("Conv1", LaunchPass.WeightGradient, [], 0.02, 0.02, 1e9, 1e6)],
            """{"command":"fcn train --seed 3 --out 'a <b> & c'","revision":"abc123","device":"CPU"}""");
    }

    /// <summary>Of five counted pixels three are right; one is void.</summary>
    private static ConfusionMatrix Confusion()
    {
        var confusion = new ConfusionMatrix();
        confusion.Add([0, 0, 0, 0, 1, 255], [0, 0, 0, 1, 0, 1]);
        return confusion;
    }

    private static string[] Texts(XElement root) => [.. root.Descendants().Where(element => !element.HasElements).Select(element => element.Value.Trim())];

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
