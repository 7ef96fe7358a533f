using System.Collections.Immutable;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using ShapeNet.Generators.Passes;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Prints the programs for ILGPU: the kernels, and the host code that launches them.</summary>
internal static class IlgpuEmitter
{
    private const string Explanation = """
        The programs of {0} for ILGPU's accelerators. Tensors are channels-last (NHWC), weights are HWIO; every kernel takes
        the batch first and runs in groups of {1} threads. Kernels of the same op and shape are the same kernel.
        A gradient is written by its first contribution and added to by the others (kernels that end in _add).
        Products of matrices pass through shared memory in slices: Tile, in the runtime, keeps a thread's sums in registers.
        """;

    /// <summary>The namespace of the kernels: nothing that a user declares hides the names that they use.</summary>
    public static string Namespace(NetworkSpec spec) =>
        (spec.Namespace.Length == 0 ? "" : Identifier(spec.Namespace) + ".") + spec.Name + "OnIlgpu";

    public static EmittedFile Emit(CompiledNetwork network)
    {
        var forward = Lower(network.Ilgpu.Training.Plan.Forward);
        var backward = Lower(network.Ilgpu.Training.Plan.Backward);
        ImmutableArray<DeviceLaunch> training = [.. forward, .. backward];
        var prepare = Lower(network.Ilgpu.Inference.Plan.PrepareLaunches);
        var inference = Lower(network.Ilgpu.Inference.Plan.Launches);
        var explanation = Explanation.Replace("{0}", network.Spec.Name).Replace("{1}", Number(DeviceSchedule.GroupSize));
        return Write(network.Spec, "Ilgpu", explanation, Namespace(network.Spec), writer =>
        {
            // Usings behind the namespace win over everything that surrounds it.
            foreach (var used in (string[])["System", "ILGPU", "ILGPU.Algorithms", "ILGPU.Runtime", "ShapeNet.Runtime.Ilgpu"])
                writer.Line($"using global::{used};");
            writer.Line();
            WriteProgram(
                writer, "Training", "IlgpuTrainingProgram", "A training step of", network, training,
                ("Forward", forward), ("Backward", backward));
            writer.Line();
            WriteProgram(
                writer, "Inference", "IlgpuInferenceProgram", "Inference with", network, [.. prepare, .. inference],
                ("Prepare", prepare), ("Forward", inference));
            writer.Line();
            WriteKernels(writer, [.. training, .. prepare, .. inference]);
        });
    }

    private static ImmutableArray<DeviceLaunch> Lower(IEnumerable<Launch> launches) => [.. launches.SelectMany(DeviceLaunches.Of)];

    private static void WriteProgram(
        CodeWriter writer, string name, string baseType, string summary, CompiledNetwork network, ImmutableArray<DeviceLaunch> all,
        params (string Method, IEnumerable<DeviceLaunch> Launches)[] methods)
    {
        writer.Line($"/// <summary>{summary} {Xml(network.Spec.Name)}.</summary>").Line("/// <param name=\"accelerator\">Where the kernels run.</param>");
        using (writer.Block($"internal sealed class {name}(Accelerator accelerator) : {baseType}"))
        {
            foreach (var kernel in Distinct(all))
            {
                var types = string.Join(", ", kernel.Parameters.Select(parameter => parameter.Type).Prepend("int"));
                writer.Line($"private readonly Action<AcceleratorStream, KernelConfig, {types}> {Field(kernel)} = accelerator.LoadKernel<{types}>(Kernels.{kernel.Name}, IlgpuDevice.Specialization);");
            }

            foreach (var (method, launches) in methods)
            {
                writer.Line();
                WriteMethod(writer, method, launches);
            }
        }
    }

    private static void WriteMethod(CodeWriter writer, string name, IEnumerable<DeviceLaunch> launches)
    {
        using (writer.Block($"public override void {name}(IlgpuRun run)"))
        {
            writer.Line("var n = run.Batch;");
            var layer = "";
            foreach (var launch in launches)
            {
                if (launch.Layer != layer)
                    writer.Line($"\n// {layer = launch.Layer}");
                var grid = launch is { GridY: "1", GridZ: "1" } ? launch.GridX : $"{launch.GridX}, {launch.GridY}, {launch.GridZ}";
                writer.Line($"{Field(launch.Kernel)}({(launch.IsFirst ? "run.Launch()" : "run.Stream")}, IlgpuRun.Groups({grid}), n, {string.Join(", ", launch.Arguments.Select(argument => argument.Code))});"
                    + $" // {string.Join(", ", launch.Arguments.Select(argument => argument.Comment).Where(comment => comment.Length > 0))}");
            }
        }
    }

    private static void WriteKernels(CodeWriter writer, ImmutableArray<DeviceLaunch> launches)
    {
        var texts = KernelTexts(launches);
        writer.Line("/// <summary>The kernels, and the functions that they share.</summary>");
        using (writer.Block("internal static class Kernels"))
        {
            foreach (var function in Division.Functions(texts))
                writer.Line(function).Line();
            for (var i = 0; i < texts.Count; i++)
            {
                if (i > 0)
                    writer.Line();
                writer.Line(texts[i]);
            }
        }
    }

    /// <summary>The kernels, each behind the functions that no kernel before it called.</summary>
    private static List<string> KernelTexts(IEnumerable<DeviceLaunch> launches)
    {
        var functions = new HashSet<string>(StringComparer.Ordinal);
        var texts = new List<string>();
        foreach (var kernel in Distinct(launches))
        {
            foreach (var function in kernel.Functions())
            {
                if (functions.Add(function.Name))
                    texts.Add(function.Text());
            }

            var parameters = string.Join(", ", kernel.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"));
            var text = new CodeWriter();
            text.Line($"/// <summary>{Xml(kernel.Summary)}</summary>");
            using (text.Block($"public static void {kernel.Name}(int batch, {parameters})"))
                text.Line(kernel.Body().TrimEnd());
            texts.Add(text.ToString().TrimEnd());
        }

        return texts;
    }

    private static IEnumerable<DeviceKernel> Distinct(IEnumerable<DeviceLaunch> launches) =>
        launches.Select(launch => launch.Kernel).GroupBy(kernel => kernel.Name, StringComparer.Ordinal).Select(group => group.First());

    private static string Field(DeviceKernel kernel) => char.ToLowerInvariant(kernel.Name[0]) + kernel.Name.Substring(1);
}
