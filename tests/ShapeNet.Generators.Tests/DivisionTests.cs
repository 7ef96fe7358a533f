using System.Globalization;
using System.Text.RegularExpressions;
using ShapeNet.Generators.Emitter.Ilgpu;

namespace ShapeNet.Generators.Tests;

/// <summary>Kernels divide by multiplying: the emitted factor and shift must be right for every index.</summary>
public sealed partial class DivisionTests
{
    [Fact]
    public void Quotients_are_exact_for_all_indices()
    {
        var random = new Random(1);
        for (var round = 0; round < 2000; round++)
        {
            var divisor = round < 500 ? round + 3 : random.Next(3, int.MaxValue);
            if (long.IsPow2(divisor))
                continue;
            var (factor, shift) = Read(divisor);
            int[] edges = [0, 1, divisor - 1, divisor, int.MaxValue, int.MaxValue / divisor * divisor, int.MaxValue / divisor * divisor - 1];
            foreach (var value in edges.Concat(Enumerable.Range(0, 50).Select(_ => random.Next())))
                Assert.Equal(value / divisor, (int)(((uint)value * factor) >> shift));
        }
    }

    [Theory]
    [InlineData(1, "x", "0")]
    [InlineData(8, "(x >> 3)", "(x & 7)")]
    [InlineData(60, "Over60(x)", "Modulo60(x)")]
    public void Powers_of_two_are_shifted_and_masked(int divisor, string quotient, string remainder)
    {
        Assert.Equal(quotient, Division.Over("x", divisor));
        Assert.Equal(remainder, Division.Modulo("x", divisor));
    }

    [Fact]
    public void Functions_are_those_that_texts_call() => Assert.Equal(
        ["Over3", "Over60", "Modulo60"],
        Division.Functions(["Over3(Modulo60(x))", "Over3(y)"]).Select(text => Name().Match(text).Groups[1].Value));

    private static (ulong Factor, int Shift) Read(int divisor)
    {
        var match = Formula().Match(Division.Functions([$"Over{divisor.ToString(CultureInfo.InvariantCulture)}(x)"]).Single());
        return (ulong.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\(uint\)value \* (\d+)UL >> (\d+)\)")]
    private static partial Regex Formula();

    [GeneratedRegex(@"static int (\w+)\(")]
    private static partial Regex Name();
}
