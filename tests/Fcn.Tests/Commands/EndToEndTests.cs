using Fcn.Pictures;
using ShapeNet.Runtime;

namespace Fcn.Tests.Commands;

/// <summary>The commands as another program calls them, one after the other on the real network.</summary>
public sealed class EndToEndTests
{
    [Fact]
    public void A_network_is_trained_evaluated_stepped_and_predicts()
    {
        using var folder = new TemporaryFolder();
        var (data, run) = (folder.PathOf("data"), folder.PathOf("run"));
        var weights = Path.Combine(run, "checkpoint.safetensors");
        Assert.Equal(2, Assert.Single(Json("synth", "--out", data, "--train", "2", "--val", "1")).GetProperty("train").GetInt32());

        var events = Json("train", "--data", data, "--epochs", "1", "--batch", "2", "--out", run, "--void", "ignore", "--seed", "3");
        var result = events.Single(line => line.GetProperty("event").GetString() == "result");
        Assert.All(
            (string[])["checkpoint.safetensors", "log.csv", "evaluation.json", "curves.png", "predictions.png", "report.html", "run.json"],
            file => Assert.True(File.Exists(Path.Combine(run, file)), file));
        AssertRecord(Path.Combine(run, "run.json"));

        var evaluated = Assert.Single(Json("eval", "--data", data, "--weights", weights, "--void", "ignore"));
        Assert.Equal(result.GetProperty("testLoss").GetDouble(), evaluated.GetProperty("loss").GetDouble());
        Assert.Equal(result.GetProperty("meanIoU").GetDouble(), evaluated.GetProperty("meanIoU").GetDouble());
        Assert.Equal(result.GetProperty("testPixelAccuracy").GetDouble(), evaluated.GetProperty("pixelAccuracyVoidIgnored").GetDouble());
        AssertSameMetrics(evaluated, Path.Combine(run, "evaluation.json"));

        var image = Path.Combine(data, "JPEGImages", "synthetic_000002.jpg");
        var predicted = Assert.Single(Json("predict", image, "--weights", weights, "--out", folder.PathOf("out")));
        Assert.True(File.Exists(predicted.GetProperty("mask").GetString()));
        Assert.True(File.Exists(predicted.GetProperty("overlay").GetString()));
        Assert.Equal(1, predicted.GetProperty("shares").EnumerateObject().Sum(share => share.Value.GetDouble()), 1e-9);
        AssertAnySize(folder, weights);

        AssertSteps(folder, weights);
    }

    [Fact]
    public void The_benchmark_tells_its_measurements()
    {
        var result = Assert.Single(Json("bench", "--mode", "infer", "--batch", "1", "--steps", "2", "--warmup", "0"));

        var (shortest, median, longest) = (Number("minSeconds"), Number("medianSeconds"), Number("maxSeconds"));
        Assert.Equal("infer", result.GetProperty("mode").GetString());
        Assert.InRange(median, shortest, longest);
        Assert.Equal(1 / median, Number("imagesPerSecond"), 1e-9);
        Assert.InRange(result.GetProperty("peakBytes").GetInt64(), 100_000_000, 4_000_000_000);

        double Number(string name) => result.GetProperty(name).GetDouble();
    }

    [Fact]
    public void The_benchmark_tells_each_layers_time_beside_the_devices_limits()
    {
        var result = Assert.Single(Json("bench", "--per-layer", "--mode", "infer", "--batch", "1", "--steps", "2", "--warmup", "0"));

        var (peak, copy) = (result.GetProperty("peakFlopsPerSecond").GetDouble(), result.GetProperty("copyBytesPerSecond").GetDouble());
        var layers = result.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal(2.0 * 5_824_281_600, layers.Sum(layer => layer.GetProperty("flops").GetDouble()));
        Assert.Equal(result.GetProperty("seconds").GetDouble(), layers.Sum(layer => layer.GetProperty("seconds").GetDouble()), 1e-9);
        Assert.All(layers, layer =>
        {
            var (seconds, flops, bytes) = (layer.GetProperty("seconds").GetDouble(), layer.GetProperty("flops").GetDouble(), layer.GetProperty("bytes").GetDouble());
            Assert.InRange(seconds, double.Epsilon, layer.GetProperty("medianSeconds").GetDouble());
            Assert.Equal(Math.Max(flops / peak, bytes / copy) / seconds, layer.GetProperty("shareOfBound").GetDouble(), 1e-9);
        });

        var table = ProgramRun.Of("bench", "--per-layer", "--mode", "infer", "--batch", "1", "--steps", "1", "--warmup", "0");
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("TransposeConv", table.Output, StringComparison.Ordinal);
        Assert.Contains("of bound", table.Output, StringComparison.Ordinal);
    }

    /// <summary>A mask has its image's size, whatever it is.</summary>
    private static void AssertAnySize(TemporaryFolder folder, string weights)
    {
        var images = folder.PathOf("images");
        Directory.CreateDirectory(images);
        foreach (var (name, width, height) in ((string, int, int)[])[("small", 100, 40), ("wide", 700, 330)])
            MaskFile.Write(Path.Combine(images, $"{name}.png"), new byte[width * height], width, height);

        var predicted = Json("predict", images, "--weights", weights, "--out", folder.PathOf("out"));

        Assert.Equal([1, 4], predicted.Select(image => image.GetProperty("windows").GetInt32()));
        foreach (var image in predicted)
        {
            var size = Fcn.Data.ImageFiles.ReadSize(image.GetProperty("mask").GetString()!);
            Assert.Equal((image.GetProperty("width").GetInt32(), image.GetProperty("height").GetInt32()), size);
        }
    }

    /// <summary>The run's last evaluation is the same as one of its checkpoint, and its matrix holds every pixel.</summary>
    private static void AssertSameMetrics(System.Text.Json.JsonElement evaluated, string path)
    {
        using var file = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
        foreach (var metric in evaluated.EnumerateObject().Where(metric => metric.Name is not "seconds"))
            Assert.Equal(metric.Value.ToString(), file.RootElement.GetProperty(metric.Name).ToString());
        var confusion = file.RootElement.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt64()).ToArray()).ToArray();
        Assert.Equal(22, confusion.Length);
        Assert.All(confusion, row => Assert.Equal(21, row.Length));
        Assert.Equal(320 * 480, confusion.Sum(row => row.Sum()));
    }

    private static void AssertRecord(string path)
    {
        using var record = System.Text.Json.JsonDocument.Parse(File.ReadAllText(path));
        var root = record.RootElement;
        Assert.Contains("--seed 3 --json", root.GetProperty("command").GetString(), StringComparison.Ordinal);
        Assert.Equal("Fcn32s", root.GetProperty("network").GetString());
        var settings = root.GetProperty("settings");
        Assert.Equal((3, 1, "ignore"), (settings.GetProperty("seed").GetInt32(), settings.GetProperty("epochs").GetInt32(), settings.GetProperty("void").GetString()));
        Assert.Equal(0.001f, settings.GetProperty("learningRate").GetSingle());
    }

    /// <summary>One step without momentum or decay: the weights move against the gradients.</summary>
    private static void AssertSteps(TemporaryFolder folder, string weights)
    {
        var (batch, output) = (folder.PathOf("batch.safetensors"), folder.PathOf("steps.safetensors"));
        WriteBatch(batch);
        var stepped = Assert.Single(Json(
            "step", "--weights", weights, "--batch-file", batch, "--out", output, "--steps", "1", "--lr", "0.5", "--weight-decay", "0"));
        using var file = WeightFile.Open(output);
        using var before = WeightFile.Open(weights);

        Assert.Equal(stepped.GetProperty("losses")[0].GetSingle(), Read(file, "losses")[0]);
        Assert.Equal("1, 21, 320, 480", string.Join(", ", file.Tensors["logits"].Shape));
        Assert.Equal(before.ReadInt64("bn1.num_batches_tracked") + 1, file.ReadInt64("after/bn1.num_batches_tracked"));
        var (gradient, old, after) = (Read(file, "grad/final_conv.bias"), Read(before, "final_conv.bias"), Read(file, "after/final_conv.bias"));
        Assert.Contains(gradient, value => value != 0);
        for (var i = 0; i < gradient.Length; i++)
            Assert.Equal(old[i] - (0.5f * gradient[i]), after[i], 1e-6f);
    }

    private static void WriteBatch(string path)
    {
        var random = new RandomStream(1, "batch");
        var images = Array.ConvertAll(new float[3 * 320 * 480], _ => (float)random.NextNormal());
        var labels = Array.ConvertAll(new long[320 * 480], _ => (long)random.NextInt32(21));
        var writer = new SafetensorsWriter();
        writer.Add("images", [1, 3, 320, 480], images);
        writer.Add("labels", [1, 320, 480], labels);
        writer.Write(path);
    }

    private static float[] Read(WeightFile file, string name)
    {
        var values = new float[file.Tensors[name].Elements];
        file.Read(name, values);
        return values;
    }

    private static System.Text.Json.JsonElement[] Json(params string[] arguments)
    {
        var run = ProgramRun.Of([.. arguments, "--json"]);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        return run.Json;
    }
}
