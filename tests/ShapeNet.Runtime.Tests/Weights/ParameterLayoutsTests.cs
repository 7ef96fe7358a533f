namespace ShapeNet.Runtime.Tests.Weights;

public class ParameterLayoutsTests
{
    [Theory]
    [InlineData(ParameterLayout.Vector, 7)]
    [InlineData(ParameterLayout.Matrix, 5, 3)]
    [InlineData(ParameterLayout.Kernel2d, 5, 3, 2, 4)]
    public void TheArenasOrderAndBack(ParameterLayout layout, params int[] shape)
    {
        var elements = shape.Aggregate(1, (product, size) => product * size);
        var source = Enumerable.Range(0, elements).Select(index => (float)index).ToArray();
        var arena = new float[elements];
        var back = new float[elements];

        ParameterLayouts.ToArena(layout, shape, source, arena);
        ParameterLayouts.FromArena(layout, shape, arena, back);

        Assert.Equal(source, back);
        Assert.Equal(source, arena.Order());
    }

    [Fact]
    public void KernelsLieRowsColumnsInOut()
    {
        // OIHW (5, 3, 2, 4): o 4, i 1, row 1, column 2.
        var source = new float[5 * 3 * 2 * 4];
        source[((4 * 3 + 1) * 2 + 1) * 4 + 2] = 1;
        var arena = new float[source.Length];

        ParameterLayouts.ToArena(ParameterLayout.Kernel2d, [5, 3, 2, 4], source, arena);

        Assert.Equal(1, arena[((1 * 4 + 2) * 3 + 1) * 5 + 4]);
    }

    [Fact]
    public void MatricesLieInOut()
    {
        var source = new float[5 * 3];
        source[4 * 3 + 1] = 1;
        var arena = new float[source.Length];

        ParameterLayouts.ToArena(ParameterLayout.Matrix, [5, 3], source, arena);

        Assert.Equal(1, arena[1 * 5 + 4]);
    }
}
