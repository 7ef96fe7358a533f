using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>The faults of tensors too large to be counted by kernels.</summary>
internal static class TooLarge
{
    /// <summary>
    /// The most values of a tensor, and so the largest size. Both are counted by int, and kernels need room above them: they round rows and
    /// columns up to whole tiles and groups of threads, and count two values for some. Less than half of what an int holds leaves that
    /// room; a network of larger tensors would not fit a machine anyway.
    /// </summary>
    public const int Maximum = 1_000_000_000;

    public static Fault? Check(TensorShape shape) => shape.Elements > Maximum
        ? new Fault("SN0401", shape.ToString(), Values(shape.Elements, " in one image"))
        : null;

    public static Fault? Check(WeightSpec weight) => weight.Elements > Maximum
        ? new Fault("SN0401", $"{weight.Name} {string.Join("×", weight.Shape.Select(size => Words.Number(size)))}", Values(weight.Elements, ""))
        : null;

    /// <summary>An image of which one size alone is too large.</summary>
    public static Fault Image(long channels, long rows, long columns, string with = "") => new(
        "SN0401", $"{Words.Number(channels)}×{Words.Number(rows)}×{Words.Number(columns)}{with}", $"the limit of a size is {Words.Grouped(Maximum)}");

    private static string Values(long count, string where) =>
        $"{(count == long.MaxValue ? "more than " + Words.Grouped(count) : Words.Grouped(count))} values{where}; the limit is {Words.Grouped(Maximum)}";
}
