using System.Collections.Immutable;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Ops;
using ShapeNet.Generators.Passes;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Prints the programs for ILGPU: the kernels, and the host code that launches them.</summary>
internal static class IlgpuEmitter
{
    private const string Ilgpu = "global::ShapeNet.Runtime.Ilgpu.";

    private const string Explanation = """
        The programs of {0} for ILGPU's accelerators. Tensors are channels-last (NHWC), weights are HWIO; every kernel takes
        the batch first and runs in groups of {1} threads. Kernels of the same op and shape are the same kernel.
        A gradient is written by its first contribution and added to by the others (kernels that end in _add).
        """;

    public static EmittedFile Emit(CompiledNetwork network)
    {
        var training = Lower(network.Ilgpu.Training.Plan.Launches);
        var forward = Lower(network.Ilgpu.Training.Plan.Launches.Take(network.Ilgpu.Training.Plan.ForwardLaunches));
        var prepare = Lower(network.Ilgpu.Inference.Plan.PrepareLaunches);
        var inference = Lower(network.Ilgpu.Inference.Plan.Launches);
        return Write(
            network.Spec, "Ilgpu", Explanation.Replace("{0}", network.Spec.Name).Replace("{1}", Number(DeviceSchedule.GroupSize)),
            writer =>
            {
                writer.Line("using System;").Line("using ILGPU;").Line("using ILGPU.Algorithms;").Line("using ILGPU.Runtime;").Line($"using Float4 = {Ilgpu}Float4;").Line($"using Sums = {Ilgpu}Sums;").Line();
                using (writer.Block($"partial record {Identifier(network.Spec.Name)}"))
                {
                    WriteProgram(writer, "TrainingOnIlgpu", $"{Ilgpu}IlgpuTrainingProgram", training,
                        ("Forward", forward), ("Backward", training.Skip(forward.Length)));
                    writer.Line();
                    WriteProgram(writer, "InferenceOnIlgpu", $"{Ilgpu}IlgpuInferenceProgram", [.. prepare, .. inference],
                        ("Prepare", prepare), ("Forward", inference));
                    writer.Line();
                    WriteKernels(writer, [.. training, .. prepare, .. inference]);
                }
            });
    }

    private static ImmutableArray<DeviceLaunch> Lower(IEnumerable<Launch> launches) => [.. launches.SelectMany(DeviceLaunches.Of)];

    private static void WriteProgram(
        CodeWriter writer, string name, string baseType, ImmutableArray<DeviceLaunch> all, params (string Method, IEnumerable<DeviceLaunch> Launches)[] methods)
    {
        var kernels = Distinct(all).ToArray();
        using (writer.Block($"private sealed class {name} : {baseType}"))
        {
            foreach (var kernel in kernels)
                writer.Line($"private readonly {Delegate(kernel)} {Field(kernel)};");
            writer.Line();
            using (writer.Block($"public {name}(Accelerator accelerator)"))
            {
                foreach (var kernel in kernels)
                {
                    var types = string.Join(", ", kernel.Parameters.Select(parameter => parameter.Type).Prepend("int"));
                    writer.Line($"{Field(kernel)} = accelerator.LoadKernel<{types}>(DeviceKernels.{kernel.Name});");
                }
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
        using (writer.Block($"public override void {name}({Ilgpu}IlgpuRun run)"))
        {
            writer.Line("var n = run.Batch;");
            var layer = "";
            foreach (var launch in launches)
            {
                if (launch.Layer != layer)
                    writer.Line($"\n// {layer = launch.Layer}");
                var grid = launch is { GridY: "1", GridZ: "1" } ? launch.GridX : $"{launch.GridX}, {launch.GridY}, {launch.GridZ}";
                writer.Line($"{Field(launch.Kernel)}(run.Stream, {Ilgpu}IlgpuRun.Groups({grid}), n, {string.Join(", ", launch.Arguments.Select(argument => argument.Code))});"
                    + $" // {string.Join(", ", launch.Arguments.Select(argument => argument.Comment).Where(comment => comment.Length > 0))}");
            }
        }
    }

    private static void WriteKernels(CodeWriter writer, ImmutableArray<DeviceLaunch> launches)
    {
        writer.Line("/// <summary>The kernels.</summary>");
        using (writer.Block("private static class DeviceKernels"))
        {
            var isFirst = true;
            foreach (var kernel in Distinct(launches))
            {
                if (!isFirst)
                    writer.Line();
                isFirst = false;
                writer.Line($"/// <summary>{Xml(kernel.Summary)}</summary>");
                var parameters = string.Join(", ", kernel.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"));
                using (writer.Block($"public static void {kernel.Name}(int batch, {parameters})"))
                    writer.Line(kernel.Body.TrimEnd());
                if (kernel.Helper.Length > 0)
                    writer.Line().Line(kernel.Helper);
            }
        }
    }

    private static IEnumerable<DeviceKernel> Distinct(IEnumerable<DeviceLaunch> launches) =>
        launches.Select(launch => launch.Kernel).GroupBy(kernel => kernel.Name).Select(group => group.First());

    private static string Delegate(DeviceKernel kernel) =>
        $"Action<AcceleratorStream, KernelConfig, {string.Join(", ", kernel.Parameters.Select(parameter => parameter.Type).Prepend("int"))}>";

    private static string Field(DeviceKernel kernel) => char.ToLowerInvariant(kernel.Name[0]) + kernel.Name.Substring(1);
}
