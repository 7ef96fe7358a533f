using ShapeNet.Runtime;

namespace Fcn.Tests.Commands;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ManifestTests()
    {
        var writer = new SafetensorsWriter();
        writer.Add("fc.weight", [10, 4], new float[40]);
        writer.Add("conv1.weight", [4, 3, 7, 7], new float[588]);
        writer.Add("bn1.num_batches_tracked", [], new long[1]);
        writer.Write(Weights);
    }

    private string Weights => folder.PathOf("tiny.safetensors");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_list_has_names_and_shapes_and_no_counters()
    {
        var run = ProgramRun.Of("manifest", Weights);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("# The tensors of tiny.safetensors, written by 'fcn manifest'.\nconv1.weight 4x3x7x7\nfc.weight 10x4\n", run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_list_is_written_to_a_file()
    {
        var list = folder.PathOf("tiny.weights.txt");

        var run = ProgramRun.Of("manifest", Weights, "--out", list, "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, Assert.Single(run.Json).GetProperty("tensors").GetArrayLength());
        Assert.Equal("# The tensors of tiny.safetensors, written by 'fcn manifest'.\nconv1.weight 4x3x7x7\nfc.weight 10x4\n", File.ReadAllText(list));
    }

    [Fact]
    public void The_committed_list_is_the_one_of_the_declared_backbone()
    {
        var declared = Fcn.Networks.Fcn32s.Definition;
        var own = declared.Parameters.Select(parameter => $"{parameter.Name} {string.Join('x', parameter.Shape)}")
            .Concat(declared.Buffers.Select(buffer => $"{buffer.Name} {string.Join('x', buffer.Shape)}"))
            .Where(line => !line.StartsWith("final_conv.", StringComparison.Ordinal) && !line.StartsWith("transpose_conv.", StringComparison.Ordinal))
            .Concat(["fc.weight 1000x512", "fc.bias 1000"]);
        var list = Path.Combine(AppContext.BaseDirectory, "resnet18.weights.txt");

        Assert.Equal(own.Order(StringComparer.Ordinal), File.ReadAllLines(list).Where(line => !line.StartsWith('#')));
    }
}
