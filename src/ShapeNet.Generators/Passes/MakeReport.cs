using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Passes;

/// <summary>The shape table, and the same rows as remarks at the declaration.</summary>
internal static class MakeReport
{
    /// <summary>A block's layer stands in many places; a remark lists this many of its shapes.</summary>
    private const int MaximumInstances = 4;

    public static Report Run(Graph graph, ProblemList problems)
    {
        if (graph.Nodes.Any(node => node.Shape is null))
            return new Report([]);

        var rows = new List<ReportRow>();
        var scopes = new Queue<Scope>(graph.Scopes);
        var costs = graph.Nodes.Select(node => Cost(graph, node)).ToArray();
        foreach (var node in graph.Nodes.Skip(1))
        {
            while (scopes.Count > 0 && scopes.Peek().First == node.Id)
                rows.Add(Row(graph, scopes.Dequeue(), costs));
            rows.Add(new ReportRow(
                node.Path, node.Op.Kind, node.Op.Details,
                node.Inputs.Select(input => graph.Nodes[input].KnownShape).ToEquatableArray(), node.KnownShape,
                costs[node.Id].Parameters, costs[node.Id].MultiplyAccumulates, node.Origin.Steps.Count - 1,
                Paths(graph, node.Inputs), node.Origin.Own.Parameter));
        }

        foreach (var group in rows.GroupBy(row => row.Parameter.Place))
        {
            var texts = group.Select(row => row.Summary).Distinct().ToArray();
            var shown = string.Join("; ", texts.Take(MaximumInstances)) + (texts.Length > MaximumInstances ? "; …" : "");
            problems.Add(new Problem("SN0001", group.Key, group.First().Parameter.Name, shown));
        }

        return new Report(rows.ToEquatableArray());
    }

    private static ReportRow Row(Graph graph, Scope scope, (long Parameters, long MultiplyAccumulates)[] costs)
    {
        var inside = Enumerable.Range(scope.First, scope.Last - scope.First).ToArray();
        var inputs = inside.SelectMany(id => graph.Nodes[id].Inputs).Where(input => input < scope.First).Distinct().ToArray();
        return new ReportRow(
            scope.Path, scope.Block, "",
            inputs.Select(input => graph.Nodes[input].KnownShape).ToEquatableArray(), graph.Nodes[scope.Last - 1].KnownShape,
            Saturating.Sum(inside.Select(id => costs[id].Parameters)), Saturating.Sum(inside.Select(id => costs[id].MultiplyAccumulates)),
            scope.Depth, Paths(graph, inputs), scope.Origin.Own.Parameter) { IsBlock = true };
    }

    /// <summary>The paths of nodes; the network's input has none.</summary>
    private static EquatableArray<string> Paths(Graph graph, IEnumerable<int> nodes) =>
        nodes.Select(id => id == 0 ? "" : graph.Nodes[id].Path).ToEquatableArray();

    private static (long Parameters, long MultiplyAccumulates) Cost(Graph graph, Node node)
    {
        var inputs = node.Inputs.Select(input => graph.Nodes[input].KnownShape).ToArray();
        return (node.Op.Weights(inputs).Sum(weight => weight.Elements), node.Op.MultiplyAccumulates(inputs, node.KnownShape));
    }
}
