using System.Text;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ir;

/// <summary>Graphs and plans as text, for tests and for those who debug a pass.</summary>
internal static class Printer
{
    public static string Print(Graph graph)
    {
        var text = new StringBuilder();
        foreach (var node in graph.Nodes)
        {
            text.Append('%').Append(node.Id).Append(" = ").Append(node.Op.Kind);
            if (node.Op.Details.Length > 0)
                text.Append(" [").Append(node.Op.Details).Append(']');
            text.Append('(').Append(string.Join(", ", node.Inputs.Select(input => $"%{input}"))).Append(')');
            text.Append(" : ").Append(node.Shape?.ToString() ?? "?").Append("  ").Append(node.Title);
            if (node.Op.HasWeights)
                text.Append("  \"").Append(node.WeightPath).Append('"');
            text.Append('\n');
        }

        return text.ToString();
    }

    public static string Print(KernelPlan plan)
    {
        var text = new StringBuilder();
        if (plan.PrepareLaunches.Length > 0)
            Section("prepare", plan.PrepareLaunches);
        Section("forward", plan.Forward);
        if (plan.OnDemand.Any())
            Section("output, on demand", plan.OnDemand);
        if (plan.Backward.Any())
            Section("backward", plan.Backward);
        return text.ToString();

        void Section(string name, IEnumerable<Launch> launches)
        {
            text.Append(name).Append(":\n");
            foreach (var launch in launches)
            {
                text.Append("  ").Append(launch.Kernel).Append('.').Append(launch.Method);
                if (launch.Shape is { } shape)
                    text.Append('<').Append(shape.Name).Append('>');
                text.Append("  ").Append(string.Join(", ", launch.Operands.Where(operand => operand.Value is not null || operand.Literal is not null).Select(Print))).Append('\n');
            }
        }
    }

    private static string Print(Operand operand)
    {
        if (operand.Value is not { } value)
            return $"{operand.Role}: {operand.Literal}";
        var sign = operand.Access switch
        {
            Access.Read => "",
            Access.Write => "=",
            Access.Accumulate => "+=",
            _ => "~",
        };
        return $"{operand.Role}:{sign} {value.Name}@{value.Storage}[{Words.Number(value.Offset)}..{Words.Number(value.Offset + value.Floats)}]";
    }
}
