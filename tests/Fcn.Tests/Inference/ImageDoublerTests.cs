using Fcn.Inference;
using Fcn.Networks;
using Fcn.Pictures;
using Fcn.Tests.Commands;
using ShapeNet.Runtime;

namespace Fcn.Tests.Inference;

public sealed class ImageDoublerTests : IDisposable
{
    // What bilinear interpolation by 2 gives a pixel's neighbours at the distances that a kernel of 4 reaches.
    private static readonly double[] Kernel = [0.25, 0.75, 0.75, 0.25];

    private readonly CpuDevice device = new(threads: 2);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64, 64)]
    [InlineData(65, 20)]
    [InlineData(127, 128)]
    [InlineData(150, 200)]
    public void An_image_of_any_size_becomes_what_one_transposed_convolution_of_it_gives(int width, int height)
    {
        var random = new RandomStream(2, "image");
        var values = Array.ConvertAll(new float[3 * width * height], _ => (float)random.NextDouble());
        using var network = Doubling.CreatePredictor(device, 1);

        var doubled = new ImageDoubler(network).Double(values, width, height);

        var expected = TransposedConvolution(values, width, height);
        Assert.Equal(expected.Length, doubled.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], doubled[i], 1e-5);
    }

    [Fact]
    public void The_command_writes_a_picture_of_twice_the_size()
    {
        using var folder = new TemporaryFolder();
        MaskFile.Write(folder.PathOf("small.png"), new byte[70 * 5], width: 70, height: 5);

        var run = ProgramRun.Of("upsample", folder.PathOf("small.png"), "--out", folder.PathOf("large.png"), "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal((140, 10), Fcn.Data.ImageFiles.ReadSize(folder.PathOf("large.png")));
        Assert.Equal(140, Assert.Single(run.Json).GetProperty("enlargedWidth").GetInt32());
    }

    public void Dispose() => device.Dispose();

    /// <summary>Every input pixel adds itself, weighted, to the 4×4 output pixels that begin at 2i − 1.</summary>
    private static double[] TransposedConvolution(float[] values, int width, int height)
    {
        var output = new double[3 * 4 * width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var tap = 0; tap < 16; tap++)
                {
                    var (row, column) = ((2 * y) - 1 + (tap / 4), (2 * x) - 1 + (tap % 4));
                    if (row < 0 || column < 0 || row >= 2 * height || column >= 2 * width)
                        continue;
                    for (var color = 0; color < 3; color++)
                        output[(3 * ((row * 2 * width) + column)) + color] += Kernel[tap / 4] * Kernel[tap % 4] * values[(3 * ((y * width) + x)) + color];
                }
            }
        }

        return output;
    }
}
