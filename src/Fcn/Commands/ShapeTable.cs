using ShapeNet.Runtime;
using Spectre.Console;

namespace Fcn.Commands;

/// <summary>Draws a network's shape table.</summary>
internal static class ShapeTable
{
    private const int Indentation = 2;
    private const int DetailsWidth = 24;

    /// <summary>The table.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="maximumDepth">How deep into blocks it goes; 0 for the network's own layers and blocks.</param>
    public static Table Create(NetworkDefinition definition, int maximumDepth = int.MaxValue)
    {
        var table = new Table { Border = TableBorder.None, UseSafeBorder = true };
        table.AddColumns(
            Column("layer"), Column("kind"), Details(), Column("input → output"),
            Column("params").RightAligned(), Column("MACs").RightAligned());
        foreach (var layer in definition.Layers.Where(layer => layer.Depth <= maximumDepth))
            table.AddRow(Row(layer));
        return table;
    }

    /// <summary>What the whole network comes to.</summary>
    public static string Totals(NetworkDefinition definition) =>
        $"{definition.ParameterCount:N0} parameters in {definition.Parameters.Length} tensors, {definition.MultiplyAccumulates:N0} multiply-accumulates an image";

    private static TableColumn Column(string heading) => new(new Text(heading, new Style(decoration: Decoration.Bold))) { NoWrap = true, Padding = new(0, 0, 1, 0) };

    /// <summary>As wide as a usual convolution's, so that the table fits 100 columns; longer ones take two lines.</summary>
    private static TableColumn Details() => new("") { Width = DetailsWidth, Padding = new(0, 0, 1, 0) };

    private static Text[] Row(LayerReport layer)
    {
        var style = layer switch
        {
            { Depth: 0 } => new Style(decoration: Decoration.Bold),
            { Parameters: 0 } => new Style(decoration: Decoration.Dim),
            _ => Style.Plain,
        };
        string[] cells =
        [
            new string(' ', Indentation * layer.Depth) + layer.Path[(layer.Path.LastIndexOf('.') + 1)..],
            layer.Kind,
            Details(layer),
            $"{Inputs(layer)} → {layer.Output}",
            layer.Parameters == 0 ? "" : layer.Parameters.ToString("N0"),
            layer.MultiplyAccumulates == 0 ? "" : Large(layer.MultiplyAccumulates),
        ];
        return Array.ConvertAll(cells, cell => new Text(cell, style));
    }

    /// <summary>A layer that takes several tensors of one shape shows it once.</summary>
    private static string Inputs(LayerReport layer) => string.Join(", ", layer.Inputs.Distinct());

    private static string Details(LayerReport layer) =>
        layer.Inputs.Length > 1 ? $"{layer.Inputs.Length} inputs{(layer.Details.Length > 0 ? ", " : "")}{layer.Details}" : layer.Details;

    /// <summary>A large number in three figures.</summary>
    private static string Large(long number) => number switch
    {
        >= 1_000_000_000 => $"{number / 1e9:0.00} G",
        >= 100_000_000 => $"{number / 1e6:0} M",
        >= 10_000_000 => $"{number / 1e6:0.0} M",
        >= 1_000_000 => $"{number / 1e6:0.00} M",
        _ => number.ToString("N0"),
    };
}
