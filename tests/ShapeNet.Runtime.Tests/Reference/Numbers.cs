using Xunit;

namespace ShapeNet.Runtime.Tests.Reference;

/// <summary>Random operands and comparisons.</summary>
internal static class Numbers
{
    /// <summary>Values in −1 … 1 that float32 holds exactly, so that kernels and references see the same ones.</summary>
    public static double[] Random(long count, int seed)
    {
        var random = new Random(seed);
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)((random.NextDouble() * 2) - 1);
        return values;
    }

    /// <summary>What a kernel has to overwrite.</summary>
    public static double[] Unset(long count)
    {
        var values = new double[count];
        Array.Fill(values, double.NaN);
        return values;
    }

    /// <summary>Integers as the float32 values with the same bits.</summary>
    public static double[] Bits(int[] values) => [.. values.Select(value => (double)BitConverter.Int32BitsToSingle(value))];

    public static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    public static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    /// <summary>Every value within <paramref name="tolerance"/> of the largest expected one.</summary>
    public static void AssertClose(double[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * scale,
                $"{what}: value {i} is {actual[i]}, the reference is {expected[i]}");
        }
    }

    /// <summary>
    /// Holds a gradient against central differences of a scalar function, at about twelve places of the operand.
    /// </summary>
    public static void AssertGradient(Func<double> function, double[] operand, double[] gradient, double tolerance = 1e-6)
    {
        const double Step = 1e-5;
        Assert.Equal(operand.Length, gradient.Length);
        var stride = Math.Max(1, operand.Length / 12);
        for (var i = 0; i < operand.Length; i += stride)
        {
            var value = operand[i];
            operand[i] = value + Step;
            var above = function();
            operand[i] = value - Step;
            var below = function();
            operand[i] = value;
            var difference = (above - below) / (2 * Step);
            Assert.True(
                Math.Abs(difference - gradient[i]) <= tolerance * Math.Max(1, Math.Abs(difference)),
                $"value {i}: the gradient is {gradient[i]}, the difference quotient {difference}");
        }
    }
}
