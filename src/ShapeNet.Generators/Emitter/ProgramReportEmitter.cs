using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Passes;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter;

/// <summary>Prints a planned program as data: its values with their places and lifetimes, its launches with their work.</summary>
internal static class ProgramReportEmitter
{
    /// <summary>The kernels that do a layer's multiply-accumulates, once in each of their launches.</summary>
    private static readonly string[] MultiplyingKernels = ["Conv2dKernel", "ConvMaxPool2dKernel", "LinearKernel"];

    private const string Scratch = "scratch";

    public static void Write(CodeWriter writer, string method, PlannedProgram program)
    {
        var plan = program.Plan;
        var costs = program.Graph.Nodes.Skip(1).ToDictionary(
            node => node.Title,
            node => node.Op.MultiplyAccumulates(node.Inputs.Select(input => program.Graph.Nodes[input].KnownShape).ToArray(), node.KnownShape),
            StringComparer.Ordinal);
        writer.Line();
        using (writer.Block($"private static {Runtime}ProgramReport {method}() => new()", "};"))
        {
            writer.Line($"ForwardLaunches = {Number(plan.ForwardLaunches)},");
            WriteValues(writer, plan);
            writer.Line("Launches =").Line("[");
            using (writer.Indented())
            {
                for (var i = 0; i < plan.Launches.Length; i++)
                    writer.Line(Row(plan, i, costs));
            }

            writer.Line("],");
        }
    }

    /// <summary>Prints a program whose launches are another's: only its values lie elsewhere.</summary>
    public static void WriteValuesOf(CodeWriter writer, string method, PlannedProgram program, string other)
    {
        writer.Line();
        using (writer.Block($"private static {Runtime}ProgramReport {method}() => {other}() with", "};"))
            WriteValues(writer, program.Plan);
    }

    private static void WriteValues(CodeWriter writer, KernelPlan plan)
    {
        writer.Line("Values =").Line("[");
        using (writer.Indented())
        {
            var uses = FindUses(plan);
            foreach (var value in plan.Values.Where(value => value.IsPlanned))
                writer.Line(Row(value, uses[value]));
        }

        writer.Line("],");
    }

    /// <summary>The first and the last launch that each value is used by.</summary>
    private static Dictionary<Value, (int First, int Last)> FindUses(KernelPlan plan)
    {
        var uses = new Dictionary<Value, (int First, int Last)> { [plan.Input] = (0, 0) };
        for (var i = 0; i < plan.Launches.Length; i++)
        {
            foreach (var value in plan.Launches[i].Operands.Select(operand => operand.Value).OfType<Value>())
                uses[value] = uses.TryGetValue(value, out var earlier) ? (earlier.First, i) : (i, i);
        }

        // The output of a program that only runs forward is read after its end.
        if (plan.ForwardLaunches == plan.Launches.Length)
            uses[plan.Output] = (uses.TryGetValue(plan.Output, out var written) ? written.First : 0, plan.Launches.Length);
        return uses;
    }

    private static string Row(Value value, (int First, int Last) use) =>
        $"new(\"{value.Name}\", PerImage: {(value.Storage == Storage.PerImage ? "true" : "false")}, Offset: {Number(value.Offset)}, "
        + $"Floats: {Number(value.Floats)}, First: {Number(use.First)}, Last: {Number(use.Last)}),";

    private static string Row(KernelPlan plan, int index, Dictionary<string, long> costs)
    {
        var launch = plan.Launches[index];
        var multiplies = MultiplyingKernels.Contains(launch.Kernel) && costs.TryGetValue(launch.Layer, out var cost) ? cost : 0;
        return $"new(\"{launch.Layer}\", \"{launch.Kernel}.{launch.Method}\", {Runtime}LaunchPass.{Pass(plan, index)}, "
            + $"MultiplyAccumulates: {Number(multiplies)}, FixedFloats: {Number(Traffic(launch, perImage: false))}, FloatsPerImage: {Number(Traffic(launch, perImage: true))}),";
    }

    private static string Pass(KernelPlan plan, int index) =>
        index < plan.ForwardLaunches ? "Forward"
        : index == plan.ForwardLaunches ? "Loss"
        : plan.Launches[index].Operands.Any(operand => operand.Writes && operand.Value!.Storage == Storage.Gradient) ? "WeightGradient"
        : "DataGradient";

    /// <summary>The values that a launch cannot but read and write once; temporary memory is not counted.</summary>
    private static long Traffic(Launch launch, bool perImage) => launch.Operands
        .Where(operand => operand.Value is { } value && operand.Role != Scratch && (value.Storage is Storage.PerImage or Storage.Input or Storage.Output) == perImage)
        .Sum(operand => operand.Value!.Floats * ((operand.Reads ? 1 : 0) + (operand.Writes ? 1 : 0)));
}
