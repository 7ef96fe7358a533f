using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Passes;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter;

/// <summary>Prints a planned program as data: its values with their places and lifetimes, its launches with their work.</summary>
internal static class ProgramReportEmitter
{
    /// <summary>The kernels that do a layer's multiply-accumulates, once in each of their launches.</summary>
    private static readonly string[] MultiplyingKernels = ["Conv2dKernel", "ConvMaxPool2dKernel", "LinearKernel"];

    /// <summary>The kernel that does them forward and for both gradients.</summary>
    private const string LossKernel = "UpsampleLossKernel";

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
            Launch[] launches = [.. plan.Forward, .. plan.Backward];
            var forwardLaunches = plan.Forward.Count();
            writer.Line("Fusions =").Line("[");
            using (writer.Indented())
            {
                foreach (var (node, fusion) in program.Graph.Nodes.SelectMany(node => node.Fused.Select(fusion => (node, fusion))))
                    writer.Line($"new(\"{node.Path}\", \"{fusion.Path}\", \"{fusion.Effect}\", FloatsPerImage: {Number(fusion.Between.Elements)}),");
            }

            writer.Line("],").Line($"ForwardLaunches = {Number(forwardLaunches)},").Line("Values =").Line("[");
            using (writer.Indented())
            {
                var uses = FindUses(plan);
                foreach (var value in plan.Values.Where(value => value.IsPlanned))
                    writer.Line(Row(value, uses[value]));
            }

            writer.Line("],").Line("Launches =").Line("[");
            using (writer.Indented())
            {
                for (var i = 0; i < launches.Length; i++)
                    writer.Line(Row(launches[i], i - forwardLaunches, costs));
            }

            writer.Line("],");
        }
    }

    /// <summary>The first and the last launch that each value is used by; what runs on demand counts as the launch behind it.</summary>
    private static Dictionary<Value, (int First, int Last)> FindUses(KernelPlan plan)
    {
        var uses = new Dictionary<Value, (int First, int Last)> { [plan.Input] = (0, 0) };
        var index = 0;
        foreach (var launch in plan.Launches)
        {
            foreach (var value in launch.Operands.Select(operand => operand.Value).OfType<Value>())
                uses[value] = uses.TryGetValue(value, out var earlier) ? (earlier.First, index) : (index, index);
            if (!launch.IsOnDemand)
                index++;
        }

        // The output of a program that only runs forward is read after its end.
        if (plan.ForwardLaunches == plan.Launches.Length)
            uses[plan.Output] = (uses.TryGetValue(plan.Output, out var written) ? written.First : 0, plan.Launches.Length);
        return uses;
    }

    private static string Row(Value value, (int First, int Last) use) =>
        $"new(\"{value.Name}\", PerImage: {(value.Storage == Storage.PerImage ? "true" : "false")}, Offset: {Number(value.Offset)}, "
        + $"Floats: {Number(value.Floats)}, First: {Number(use.First)}, Last: {Number(use.Last)}),";

    private static string Row(Launch launch, int behindForward, Dictionary<string, long> costs)
    {
        var times = launch.Kernel == LossKernel ? 3 : MultiplyingKernels.Contains(launch.Kernel) ? 1 : 0;
        var multiplies = costs.TryGetValue(launch.Layer, out var cost) ? Saturating.Multiply(times, cost) : 0;
        return $"new(\"{launch.Layer}\", \"{launch.Kernel}.{launch.Method}\", {Runtime}LaunchPass.{Pass(launch, behindForward)}, "
            + $"MultiplyAccumulates: {Number(multiplies)}, FixedFloats: {Number(Traffic(launch, perImage: false))}, FloatsPerImage: {Number(Traffic(launch, perImage: true))}),";
    }

    private static string Pass(Launch launch, int behindForward) =>
        behindForward < 0 ? "Forward"
        : behindForward == 0 ? "Loss"
        : launch.Operands.Any(operand => operand.Writes && operand.Value!.Storage == Storage.Gradient) ? "WeightGradient"
        : "DataGradient";

    /// <summary>The values that a launch cannot but read and write once; temporary memory is not counted.</summary>
    private static long Traffic(Launch launch, bool perImage) => launch.Operands
        .Where(operand => operand.Value is { } value && operand.Role != Scratch && (value.Storage is Storage.PerImage or Storage.Input or Storage.Output) == perImage)
        .Sum(operand => operand.Value!.Floats * ((operand.Reads ? 1 : 0) + (operand.Writes ? 1 : 0)));
}
