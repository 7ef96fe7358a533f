using System.Collections.Immutable;

namespace ShapeNet.Runtime.Tests.Weights;

public class ParameterInitializerTests
{
    [Theory]
    [InlineData(Initializer.Default, FanMode.FanIn, 1.0 / 27 / 3)]
    [InlineData(Initializer.KaimingUniform, FanMode.FanIn, 2.0 / 27)]
    [InlineData(Initializer.KaimingUniform, FanMode.FanOut, 2.0 / 576)]
    [InlineData(Initializer.KaimingNormal, FanMode.FanIn, 2.0 / 27)]
    [InlineData(Initializer.KaimingNormal, FanMode.FanOut, 2.0 / 576)]
    [InlineData(Initializer.XavierUniform, FanMode.FanIn, 2.0 / (27 + 576))]
    [InlineData(Initializer.XavierNormal, FanMode.FanIn, 2.0 / (27 + 576))]
    public void RandomInitialisersHaveTheirVariance(Initializer initializer, FanMode mode, double variance)
    {
        var values = Fill(new(initializer, FanIn: 27, FanOut: 576, mode), 256, 27, 3, 3);

        var scale = Math.Sqrt(variance);
        Assert.Equal(0, values.Average() / scale, 5 / Math.Sqrt(values.Length));
        Assert.Equal(1, values.Average(value => value * value) / variance, 5 * Math.Sqrt(2.0 / values.Length));
        if (initializer is Initializer.Default or Initializer.KaimingUniform or Initializer.XavierUniform)
            Assert.Equal(Math.Sqrt(3), values.Max() / scale, 0.001);
    }

    [Fact]
    public void ConstantsAreConstant()
    {
        Assert.All(Fill(new(Initializer.Zeros, 1, 1), 5), value => Assert.Equal(0, value));
        Assert.All(Fill(new(Initializer.Ones, 1, 1), 5), value => Assert.Equal(1, value));
        Assert.All(Fill(new(Initializer.Constant, 1, 1, Value: 0.25), 5), value => Assert.Equal(0.25f, value));
    }

    [Fact]
    public void BilinearIsAPyramidOnTheDiagonal()
    {
        // The chapter's bilinear_kernel(2, 2, 4): factor 2, centre 1.5.
        float[] tent = [0.25f, 0.75f, 0.75f, 0.25f];
        float[] pyramid = [.. from a in tent from b in tent select a * b];

        Assert.Equal([.. pyramid, .. new float[32], .. pyramid], Fill(new(Initializer.Bilinear, 32, 32), 2, 2, 4, 4));
    }

    [Fact]
    public void BilinearTakesOddAndOblongKernels()
    {
        // Kernel 3: factor 2, centre 1. Kernel 1: factor 1, centre 0.
        Assert.Equal([0.5f, 1, 0.5f], Fill(new(Initializer.Bilinear, 3, 3), 1, 1, 1, 3));
    }

    [Fact]
    public void BilinearOfGroupsJoinsEachChannelToItself()
    {
        // Four channels in two groups: channel 3 is number 1 of its group.
        Assert.Equal([1, 0, 0, 1, 1, 0, 0, 1], Fill(new(Initializer.Bilinear, 2, 2), 4, 2, 1, 1));
    }

    [Fact]
    public void ValuesDependOnSeedAndNameOnly()
    {
        var how = new Initialization(Initializer.KaimingNormal, 9, 9);

        Assert.Equal(Fill("a", 1, how, 4, 1, 3, 3), Fill("a", 1, how, 4, 1, 3, 3));
        Assert.NotEqual(Fill("a", 1, how, 4, 1, 3, 3), Fill("b", 1, how, 4, 1, 3, 3));
        Assert.NotEqual(Fill("a", 1, how, 4, 1, 3, 3), Fill("a", 2, how, 4, 1, 3, 3));
    }

    private static float[] Fill(Initialization how, params int[] shape) => Fill("weight", 0, how, shape);

    private static float[] Fill(string name, ulong seed, Initialization how, params int[] shape)
    {
        var parameter = new ParameterDefinition(name, [.. shape], ParameterLayout.Vector, 0, how);
        var values = new float[parameter.Elements];
        ParameterInitializer.Fill(parameter, seed, values);
        return values;
    }
}
