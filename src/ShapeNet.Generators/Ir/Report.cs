using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ir;

/// <summary>The shape table: blocks before their layers, in the order in which data flows.</summary>
internal sealed record Report(EquatableArray<ReportRow> Rows)
{
    public long Parameters => Saturating.Sum(Rows.Where(row => !row.IsBlock).Select(row => row.Parameters));

    public long MultiplyAccumulates => Saturating.Sum(Rows.Where(row => !row.IsBlock).Select(row => row.MultiplyAccumulates));
}

/// <summary>One row of the shape table; <c>From</c> are the paths of the layers that it reads, none for the network's input.</summary>
internal sealed record ReportRow(
    string Path, string Kind, string Details, EquatableArray<TensorShape> Inputs, TensorShape Output,
    long Parameters, long MultiplyAccumulates, int Depth, EquatableArray<string> From, ParameterSpec Parameter)
{
    public bool IsBlock { get; init; }

    /// <summary><c>256×20×30 → 512×10×15 · 8,393,728 parameters · 1.26 GMAC</c>.</summary>
    public string Summary =>
        $"{string.Join(" + ", Inputs)} → {Output}"
        + (Parameters > 0 ? $" · {Words.Grouped(Parameters)} parameters" : "")
        + (MultiplyAccumulates > 0 ? $" · {Words.MultiplyAccumulates(MultiplyAccumulates)}" : "");
}
