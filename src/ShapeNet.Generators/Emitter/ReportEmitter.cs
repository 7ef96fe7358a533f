using ShapeNet.Generators.Passes;
using static ShapeNet.Generators.Emitter.NetworkFile;

namespace ShapeNet.Generators.Emitter;

/// <summary>Prints the shape table and the plans of the programs as data.</summary>
internal static class ReportEmitter
{
    public static EmittedFile Emit(CompiledNetwork network) => Write(
        network.Spec, "Report", $"The shape table of {network.Spec.Name}: blocks before their layers, in the order in which data flows;\n"
            + "and its programs as they were planned: what lies where from which launch to which, and what each launch does.",
        writer =>
        {
            using (writer.Block($"partial record {Identifier(network.Spec.Name)}"))
            {
                writer.Line($"private static global::System.Collections.Immutable.ImmutableArray<{Runtime}LayerReport> LayerReports() =>").Line("[");
                using (writer.Indented())
                {
                    foreach (var row in network.Report.Rows)
                    {
                        var inputs = string.Join(", ", row.Inputs.Select(input => $"\"{input}\""));
                        writer.Line(
                            $"new(\"{row.Path}\", \"{row.Kind}\", \"{row.Details}\", [{inputs}], \"{row.Output}\", "
                            + $"Parameters: {Number(row.Parameters)}, MultiplyAccumulates: {Number(row.MultiplyAccumulates)}, Depth: {Number(row.Depth)}, From: [{string.Join(", ", row.From.Select(path => $"\"{path}\""))}]),");
                    }
                }

                writer.Line("];");
                ProgramReportEmitter.Write(writer, "TrainingReport", network.Cpu.Training);
                ProgramReportEmitter.Write(writer, "TrainingReportOnIlgpu", network.Ilgpu.Training);
                ProgramReportEmitter.Write(writer, "InferenceReport", network.Cpu.Inference);
                ProgramReportEmitter.Write(writer, "InferenceReportOnIlgpu", network.Ilgpu.Inference);
            }
        });
}
