namespace ShapeNet.Generators.Model;

/// <summary>Products of sizes that stop at the largest long instead of wrapping round: too large stays too large.</summary>
internal static class Saturating
{
    public static long Product(params int[] sizes) => sizes.Aggregate(1L, (product, size) => Multiply(product, size));

    /// <summary>The product of two numbers that are not negative.</summary>
    public static long Multiply(long a, long b) => a != 0 && b > long.MaxValue / a ? long.MaxValue : a * b;

    /// <summary>The sum of numbers that are not negative.</summary>
    public static long Sum(IEnumerable<long> numbers) =>
        numbers.Aggregate(0L, (sum, number) => number > long.MaxValue - sum ? long.MaxValue : sum + number);
}
