using ShapeNet.Generators.Emitter.Ilgpu;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Passes;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter;

/// <summary>Prints the record's other half: what the network is, and how a program gets hold of it.</summary>
internal static class HostEmitter
{
    public static EmittedFile Emit(CompiledNetwork network) => Write(
        network.Spec, "Host",
        $"{network.Spec.Name}: {network.Graph.Input} → {network.Graph.Output.KnownShape}\n"
            + $"{Words.Grouped(network.Report.Parameters)} parameters in {Words.Count(network.Weights.Entries.Count(entry => entry.Weight is not null), "tensor")}, "
            + $"{Words.Grouped(network.Report.MultiplyAccumulates)} multiply-accumulates an image.",
        writer =>
        {
            using (OpenRecord(network.Spec, network.Graph.Input, network.Graph.Output.KnownShape, writer))
            {
                WriteLayers(network, writer);
                WriteFactories(network.Spec, network.Graph.Input, network.Graph.Output.KnownShape, writer);
                WriteDefinition(network, writer);
            }
        });

    /// <summary>
    /// What code elsewhere needs to know of a network that has errors: with it, the build shows those errors and not
    /// one more for each use of the network.
    /// </summary>
    public static EmittedFile Outline(NetworkSpec spec, TensorShape input, TensorShape output) => Write(
        spec, "Host", $"{spec.Name}: {input} → {output}\nThe declaration has errors: this only lets the code that uses the network be checked.",
        writer =>
        {
            using (OpenRecord(spec, input, output, writer))
            {
                WriteFactories(spec, input, output, writer);
                writer.Line("/// <summary>There is none: the declaration has errors.</summary>");
                writer.Line($"public static {Runtime}NetworkDefinition Definition => throw new global::System.InvalidOperationException(\"The declaration of {spec.Name} has errors.\");");
            }
        });

    private static CodeWriter.Scope OpenRecord(NetworkSpec spec, TensorShape input, TensorShape output, CodeWriter writer) => writer.Block(
        $"partial record {Identifier(spec.Name)} : global::ShapeNet.INetwork<{ShapeType(spec, input.Dimensions)}, {ShapeType(spec, output.Dimensions)}>");

    private static void WriteFactories(NetworkSpec spec, TensorShape input, TensorShape output, CodeWriter writer)
    {
        var inputType = ShapeType(spec, input.Dimensions);
        var outputType = ShapeType(spec, output.Dimensions);
        var labelType = ShapeType(spec, LabelDimensions(output));
        writer.Line($"""
            /// <summary>Makes a network that learns, {input} → {output}, with labels {string.Join("×", LabelDimensions(output).DefaultIfEmpty(1))}.</summary>
            /// <param name="device">Where it runs.</param>
            /// <param name="capacity">The most images in a batch.</param>
            /// <param name="seed">The seed of the first weights and of dropout.</param>
            public static {Runtime}Trainer<{inputType}, {outputType}, {labelType}> CreateTrainer({Runtime}Device device, int capacity, ulong seed = 0) =>
                new(Definition, device, capacity, seed);

            /// <summary>Makes a network that predicts, {input} → {output}.</summary>
            /// <param name="device">Where it runs.</param>
            /// <param name="capacity">The most images in a batch.</param>
            public static {Runtime}Predictor<{inputType}, {outputType}> CreatePredictor({Runtime}Device device, int capacity) =>
                new(Definition, device, capacity);

            """);
    }

    /// <summary>The record's layers as properties with their shapes, which an editor shows where they are used.</summary>
    private static void WriteLayers(CompiledNetwork network, CodeWriter writer)
    {
        var rows = network.Report.Rows.Where(row => row.Depth == 0).GroupBy(row => row.Parameter.Name).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        foreach (var parameter in network.Spec.Record.Parameters.Where(parameter => !parameter.IsHidden))
        {
            var own = rows[parameter.Name];
            var summary = string.Join("; then ", own.Select(row => row.Summary));
            var type = parameter.Role == ParameterRole.Block ? $"global::{Identifier(parameter.TypeName)}" : $"global::ShapeNet.{parameter.TypeName}";
            writer.Line($"/// <summary>{Xml(summary)}</summary>");
            if (own[0].Details.Length > 0)
                writer.Line($"/// <remarks>{Xml(own[0].Kind)} {Xml(own[0].Details)}.</remarks>");
            writer.Line($"public {type} {Identifier(parameter.Name)} {{ get; init; }} = {Identifier(parameter.Name)};").Line();
        }
    }

    private static void WriteDefinition(CompiledNetwork network, CodeWriter writer)
    {
        writer.Line("/// <summary>The compiled network.</summary>");
        using (writer.Block($"public static {Runtime}NetworkDefinition Definition {{ get; }} = new()", "};"))
        {
            writer.Line($"""
                Name = "{network.Spec.Name}",
                InputShape = {Ints(network.Graph.Input.Dimensions)},
                OutputShape = {Ints(network.Graph.Output.KnownShape.Dimensions)},
                ParameterFloats = {Number(network.Weights.ParameterFloats)},
                BufferFloats = {Number(network.Weights.RunningFloats)},
                TrainingMemory = {Memory(network.Cpu.Training)},
                InferenceMemory = {Memory(network.Cpu.Inference)},
                CpuTraining = new TrainingOnCpu(),
                CpuInference = new InferenceOnCpu(),
                Ilgpu = new(
                    TrainingMemory: {Memory(network.Ilgpu.Training)},
                    InferenceMemory: {Memory(network.Ilgpu.Inference)},
                    PreparedFloats: {Number(network.Ilgpu.Inference.Plan.PreparedFloats)},
                    LargestFloatsPerImage: {Number(network.Ilgpu.LargestFloatsPerImage)},
                    CreateTraining: accelerator => new global::{IlgpuEmitter.Namespace(network.Spec)}.Training(accelerator),
                    CreateInference: accelerator => new global::{IlgpuEmitter.Namespace(network.Spec)}.Inference(accelerator),
                    TrainingReport: TrainingReportOnIlgpu,
                    InferenceReport: InferenceReportOnIlgpu),
                Layers = LayerReports(),
                TrainingReport = TrainingReport,
                InferenceReport = InferenceReport,
                """);
            if (network.Graph.Nodes.FirstOrDefault(node => node.Op.NeedsTwoImages(node.KnownShape)) is { } layer)
                writer.Line($"LayerNeedingTwoImages = \"{layer.Path}\",");
            WriteTensors(writer, "Parameters", network.Weights.Entries.Where(entry => entry.Weight is not null), entry => Parameter(entry));
            WriteTensors(writer, "Buffers", network.Weights.Entries.Where(entry => entry.Running is not null), entry =>
                $"new(\"{entry.Name}\", [{Number(entry.Running!.Size)}], {Number(entry.Offset)}, {Words.Real(entry.Running.InitialValue)}f)");
        }
    }

    private static void WriteTensors(CodeWriter writer, string property, IEnumerable<WeightTable.Entry> entries, Func<WeightTable.Entry, string> print)
    {
        writer.Line($"{property} =").Line("[");
        using (writer.Indented())
        {
            foreach (var entry in entries)
                writer.Line(print(entry) + ",");
        }

        writer.Line("],");
    }

    private static string Parameter(WeightTable.Entry entry)
    {
        var weight = entry.Weight!;
        var isWeight = weight.Name == "weight";
        var initializer = weight.FixedInit ?? (isWeight ? entry.Init.Weight : entry.Init.Bias);
        var options = (isWeight && entry.Init.Mode != "FanIn" && weight.FixedInit is null ? $", global::ShapeNet.FanMode.{entry.Init.Mode}" : "")
            + (initializer == "Constant" ? $", Value: {Words.Real(entry.Init.Value)}" : "");
        return $"new(\"{entry.Name}\", {Ints(weight.Shape)}, {Runtime}ParameterLayout.{weight.Layout}, {Number(entry.Offset)}, "
            + $"new(global::ShapeNet.Initializer.{initializer}, {Number(weight.FanIn)}, {Number(weight.FanOut)}{options}))";
    }

    private static string Memory(PlannedProgram program) =>
        $"new(FixedFloats: {Number(program.Memory.Fixed)}, FloatsPerImage: {Number(program.Memory.PerImage)}, "
        + $"UnplannedFixedFloats: {Number(program.Memory.UnplannedFixed)}, UnplannedFloatsPerImage: {Number(program.Memory.UnplannedPerImage)}, "
        + $"InputOffset: {Number(program.Plan.Input.Offset)}, OutputOffset: {Number(program.Plan.Output.Offset)})";
}
