using System.Text.Json;

namespace Fcn.Tests.Commands;

public sealed class DescribeTests
{
    [Fact]
    public void Fcn32s_has_the_chapters_shapes_and_totals()
    {
        var run = ProgramRun.Of("describe");

        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Contains("12,993,642 parameters in 64 tensors", run.Output, StringComparison.Ordinal);
        Assert.Contains("5,824,281,600 multiply-accumulates an image", run.Output, StringComparison.Ordinal);
        AssertInOrder(
            run.Output,
            "3×320×480 → 64×160×240", "64×160×240 → 64×80×120", "64×80×120 → 128×40×60", "128×40×60 → 256×20×30",
            "256×20×30 → 512×10×15", "512×10×15 → 21×10×15", "21×10×15 → 21×320×480");
    }

    [Fact]
    public void Json_tells_the_same_as_data()
    {
        var described = Assert.Single(ProgramRun.Of("describe", "--batch", "4", "--json").Json);

        Assert.Equal(12_993_642, described.GetProperty("parameters").GetInt64());
        Assert.Equal(64, described.GetProperty("tensors").GetInt32());
        Assert.Equal(5_824_281_600, described.GetProperty("multiplyAccumulates").GetInt64());
        Assert.Equal([3, 320, 480], Numbers(described.GetProperty("input")));
        Assert.Equal([21, 320, 480], Numbers(described.GetProperty("output")));
        Assert.Equal(4, described.GetProperty("batch").GetInt32());
        foreach (var program in (string[])["training", "inference", "trainingOnGpu", "inferenceOnGpu"])
        {
            var memory = described.GetProperty(program);
            Assert.InRange(memory.GetProperty("plannedBytes").GetInt64(), 1, memory.GetProperty("unplannedBytes").GetInt64() - 1);
            Assert.InRange(memory.GetProperty("plannedBytes").GetInt64(), 1, memory.GetProperty("arenaBytes").GetInt64() - 1);
        }

        var layers = described.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal("21×320×480", layers[^1].GetProperty("output").GetString());
        var leaves = layers.Where((layer, i) => i + 1 == layers.Length || Depth(layers[i + 1]) <= Depth(layer)).ToArray();
        Assert.Equal(12_993_642, leaves.Sum(layer => layer.GetProperty("parameters").GetInt64()));
        Assert.Equal(5_824_281_600, leaves.Sum(layer => layer.GetProperty("multiplyAccumulates").GetInt64()));
    }

    [Theory]
    [InlineData("fcn16s", "Fcn16s")]
    [InlineData("fcn8s", "Fcn8s")]
    public void The_other_networks_are_described_too(string option, string name)
    {
        var run = ProgramRun.Of("describe", "--net", option);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{name}: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_row_is_wider_than_100_columns()
    {
        foreach (var net in (string[])["fcn32s", "fcn16s", "fcn8s"])
        {
            var rows = ProgramRun.Of("describe", "--net", net).Output.Split('\n').TakeWhile(line => line.Length > 0);
            Assert.All(rows, row => Assert.InRange(row.TrimEnd().Length, 1, 100));
        }
    }

    private static int Depth(JsonElement layer) => layer.GetProperty("depth").GetInt32();

    private static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    private static void AssertInOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            at = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{part}' is missing, or stands before what it should follow.");
        }
    }
}
