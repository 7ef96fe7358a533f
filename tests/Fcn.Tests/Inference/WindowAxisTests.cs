using Fcn.Inference;

namespace Fcn.Tests.Inference;

public sealed class WindowAxisTests
{
    [Theory]
    [InlineData(480, 480, 0.25f, 0)]
    [InlineData(300, 480, 0.25f, 0)]
    [InlineData(500, 480, 0.25f, 0, 20)]
    [InlineData(960, 480, 0, 0, 480)]
    [InlineData(961, 480, 0, 0, 240, 481)]
    [InlineData(2000, 480, 0.25f, 0, 304, 608, 912, 1216, 1520)]
    public void Windows_are_spread_evenly_from_the_first_pixel_to_the_last(int length, int window, float overlap, params int[] expected) =>
        Assert.Equal(expected, new WindowAxis(length, window, overlap, WindowBlend.Tent).Starts.ToArray());

    [Theory]
    [InlineData(nameof(WindowBlend.Tent))]
    [InlineData(nameof(WindowBlend.Mean))]
    public void Every_pixel_is_covered_and_neighbours_overlap_as_far_as_was_asked_for(string blend)
    {
        for (var length = 1; length < 200; length++)
        {
            var axis = new WindowAxis(length, 32, 0.4f, Enum.Parse<WindowBlend>(blend));
            Assert.Equal((0, Math.Max(length, 32)), (axis.Starts[0], axis.Starts[^1] + 32));
            for (var i = 1; i < axis.Starts.Length; i++)
                Assert.InRange(axis.Starts[i] - axis.Starts[i - 1], 1, (int)(32 * 0.6f));
            for (var x = 0; x < axis.Length; x++)
            {
                var sum = 0f;
                foreach (var start in axis.Starts)
                    sum += x >= start && x < start + 32 ? axis.Weights[x - start] : 0;
                Assert.Equal(sum, axis.Sums[x]);
                Assert.InRange(sum, 1, float.MaxValue);
            }
        }
    }
}
