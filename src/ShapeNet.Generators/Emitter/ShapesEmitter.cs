using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Emitter;

/// <summary>Prints the shape types that an assembly's networks take and give.</summary>
internal static class ShapesEmitter
{
    public static EmittedFile Emit(string shapesNamespace, IEnumerable<ShapeType> shapes)
    {
        var writer = new CodeWriter();
        writer.Line(NetworkFile.Header).Line().Line(NetworkFile.Directives).Line();
        writer.Line($"namespace {shapesNamespace};");
        foreach (var shape in shapes)
        {
            var sizes = shape.Dimensions;
            var text = string.Join("×", sizes.Select(size => Words.Number(size)));
            writer.Line();
            writer.Line($"/// <summary>The shape {text}.</summary>");
            using (writer.Block($"public readonly struct {NetworkFile.ShapeName(sizes)} : global::ShapeNet.IShape"))
            {
                writer.Line($"""
                    /// <inheritdoc/>
                    public static global::System.ReadOnlySpan<int> Dimensions => {NetworkFile.Ints(sizes)};

                    /// <inheritdoc/>
                    public static int Elements => {NetworkFile.Number(sizes.Aggregate(1L, (product, size) => product * size))};

                    /// <inheritdoc/>
                    public static string Text => "{text}";
                    """);
            }
        }

        return new EmittedFile("ShapeNet.Shapes.g.cs", writer.ToString());
    }
}

/// <summary>A shape that needs a type.</summary>
internal sealed record ShapeType(EquatableArray<int> Dimensions)
{
    /// <summary>What a network's signature names: its input, its output and its labels.</summary>
    public static IEnumerable<ShapeType> Of(TensorShape input, TensorShape output) =>
        new[] { input.Dimensions, output.Dimensions, NetworkFile.LabelDimensions(output) }
            .Where(dimensions => dimensions.Count > 0)
            .Select(dimensions => new ShapeType(dimensions.ToEquatableArray()));
}
