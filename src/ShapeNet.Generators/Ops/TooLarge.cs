using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>The faults of tensors that no array could hold.</summary>
internal static class TooLarge
{
    /// <summary>Tensors are indexed by int, and a network of larger ones would not fit a machine anyway.</summary>
    private const long MaximumElements = int.MaxValue;

    public static Fault? Check(TensorShape shape) => shape.Elements > MaximumElements
        ? new Fault("SN0401", shape.ToString(), Values(shape.Elements, " in one image"))
        : null;

    public static Fault? Check(WeightSpec weight) => weight.Elements > MaximumElements
        ? new Fault("SN0401", $"{weight.Name} {string.Join("×", weight.Shape.Select(size => Words.Number(size)))}", Values(weight.Elements, ""))
        : null;

    /// <summary>An image of which one size alone is too large.</summary>
    public static Fault Image(long channels, long rows, long columns) => new(
        "SN0401", $"{Words.Number(channels)}×{Words.Number(rows)}×{Words.Number(columns)}", $"the limit of a size is {Words.Grouped(int.MaxValue)}");

    private static string Values(long count, string where) =>
        $"{(count == long.MaxValue ? "more than " + Words.Grouped(count) : Words.Grouped(count))} values{where}; the limit is {Words.Grouped(MaximumElements)}";
}
