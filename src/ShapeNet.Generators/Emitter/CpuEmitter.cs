using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Passes;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter;

/// <summary>Prints the programs for the CPU: launches as calls of the runtime's kernels, each specialised by its shape.</summary>
internal static class CpuEmitter
{
    private const string Explanation = """
        The programs of {0} for the CPU. Each statement runs one kernel; the JIT compiles a kernel once for each
        shape and sees the shape's members as constants. Tensors are channels-last (NHWC), weights are HWIO.
        A gradient is written by its first contribution (accumulate: false) and added to by the others (accumulate: true).
        PerImage and Fixed are places in the planned memory: tensors that never live at once share theirs.
        Inference reads Input and writes Output where the caller has them (training Output, where it is not kept); Prepared is what it makes from the parameters.
        run.Launch() is the run itself; a profile, where there is one, learns from it that the next kernel begins.
        """;

    public static EmittedFile Emit(CompiledNetwork network) => Write(
        network.Spec, "Cpu", Explanation.Replace("{0}", network.Spec.Name),
        writer =>
        {
            using (writer.Block($"partial record {Identifier(network.Spec.Name)}"))
            {
                WriteTraining(network.Cpu.Training.Plan, writer);
                writer.Line();
                WriteInference(network.Cpu.Inference.Plan, writer);
                writer.Line();
                WriteShapes(network, writer);
            }
        });

    private static void WriteTraining(KernelPlan plan, CodeWriter writer)
    {
        using (writer.Block($"private sealed class TrainingOnCpu : {Cpu}CpuTrainingProgram"))
        {
            WriteMethod(writer, "Forward", plan.Forward);
            writer.Line();
            WriteMethod(writer, "Backward", plan.Backward);
            if (!plan.OnDemand.Any())
                return;
            writer.Line().Line("public override bool KeepsOutput => false;").Line();
            WriteMethod(writer, "WriteOutput", plan.OnDemand);
        }
    }

    private static void WriteInference(KernelPlan plan, CodeWriter writer)
    {
        using (writer.Block($"private sealed class InferenceOnCpu : {Cpu}CpuInferenceProgram"))
        {
            writer.Line($"public override long PreparedFloats => {Number(plan.PreparedFloats)};").Line();
            WriteMethod(writer, "Prepare", plan.PrepareLaunches);
            writer.Line();
            WriteMethod(writer, "Forward", plan.Launches);
        }
    }

    private static void WriteMethod(CodeWriter writer, string name, IEnumerable<Launch> launches)
    {
        using (writer.Block($"public override void {name}({Cpu}CpuRun run)"))
        {
            var layer = "";
            foreach (var launch in launches)
            {
                if (launch.Layer != layer)
                    writer.Line((layer.Length > 0 ? "\n" : "") + $"// {layer = launch.Layer}");
                WriteLaunch(writer, launch, timed: name is "Forward" or "Backward");
            }
        }
    }

    private static void WriteLaunch(CodeWriter writer, Launch launch, bool timed)
    {
        var type = launch.Shape is null ? "" : $"<Kernels.{launch.Shape.Name}>";
        // An absent scratch operand means that the kernel needs none; the kernel's method still has the parameter.
        var arguments = launch.Operands.SelectMany(operand => Arguments(operand)).ToArray();
        writer.Line($"{Cpu}{launch.Kernel}{type}.{launch.Method}(");
        using (writer.Indented())
        {
            writer.Line(timed ? "run.Launch()," : "run,");
            for (var i = 0; i < arguments.Length; i++)
                writer.Line(arguments[i].Code + (i + 1 < arguments.Length ? "," : ");") + (arguments[i].Comment.Length > 0 ? $" // {arguments[i].Comment}" : ""));
        }
    }

    private static IEnumerable<(string Code, string Comment)> Arguments(Operand operand)
    {
        yield return operand switch
        {
            { Value: { } value } => ($"{operand.Role}: {Address(value)}", value.Name),
            { Literal: { } literal } => ($"{operand.Role}: {literal}", ""),
            _ => ($"{operand.Role}: {Cpu}CpuBuffer.None", ""),
        };
        if (operand.SaysAccumulate)
            yield return ($"accumulate: {(operand.Access == Access.Accumulate ? "true" : "false")}", "");
    }

    private static string Address(Value value) => value.Storage switch
    {
        Storage.Input or Storage.Output or Storage.Labels or Storage.Losses or Storage.Correct or Storage.Counted => $"run.{value.Storage}",
        var storage => $"run.{storage}({Number(value.Offset)})",
    };

    private static void WriteShapes(CompiledNetwork network, CodeWriter writer)
    {
        var shapes = network.Cpu.Training.Plan.Launches.Concat(network.Cpu.Inference.Plan.PrepareLaunches).Concat(network.Cpu.Inference.Plan.Launches)
            .Select(launch => launch.Shape).OfType<KernelShape>().Distinct();
        writer.Line("/// <summary>The shapes that kernels are compiled for.</summary>");
        using (writer.Block("private static class Kernels"))
        {
            var isFirst = true;
            foreach (var shape in shapes)
            {
                if (!isFirst)
                    writer.Line();
                isFirst = false;
                using (writer.Block($"public readonly struct {shape.Name} : {Cpu}{shape.Interface}"))
                {
                    foreach (var member in shape.Members)
                        writer.Line($"public static {member.Type} {member.Name} => {member.Literal};");
                }
            }
        }
    }
}
