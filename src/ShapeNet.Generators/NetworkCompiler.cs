using ShapeNet.Generators.Emitter;
using ShapeNet.Generators.Emitter.Ilgpu;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Passes;

namespace ShapeNet.Generators;

/// <summary>What the generator makes of one spec: equal specs give equal output, so the caches compare it by value.</summary>
/// <param name="Network">The network's full name.</param>
/// <param name="ShapesNamespace">The namespace of the shape types.</param>
/// <param name="Problems">What is to be said about the declaration.</param>
/// <param name="Files">The generated files; an outline where there are errors, none where not even the shapes are known.</param>
/// <param name="ShapeTypes">The shapes that the files name.</param>
internal sealed record CompilerOutput(
    string Network, string ShapesNamespace, EquatableArray<Problem> Problems, EquatableArray<EmittedFile> Files, EquatableArray<ShapeType> ShapeTypes);

/// <summary>Spec → files and problems.</summary>
internal static class NetworkCompiler
{
    public static CompilerOutput Compile(NetworkSpec spec)
    {
        var problems = new ProblemList();
        try
        {
            CompilerFault.CurrentLayer = null;
            if (CompilerPasses.Infer(spec, problems) is { } graph)
            {
                if (CompilerPasses.Plan(spec, graph, problems) is { } network)
                {
                    // In a compiler that has just started most of the time goes to the JIT, and the emitters share little code.
                    var ilgpu = Task.Run(() => IlgpuEmitter.Emit(network));
                    EmittedFile[] others = [HostEmitter.Emit(network), ReportEmitter.Emit(network), CpuEmitter.Emit(network)];
                    return Output(graph.Input, graph.Output.KnownShape, [.. others, ilgpu.GetAwaiter().GetResult()]);
                }

                if (graph.Output.Shape is { } shape)
                    return Output(graph.Input, shape, HostEmitter.Outline(spec, graph.Input, shape));
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours is an error of the build that names the layer; without it, files would silently be missing.
            problems.Add(new Problem(
                "SN0901", spec.Record.Place, spec.Name, CompilerFault.CurrentLayer ?? "the declaration", $"{fault.GetType().Name}: {fault.Message}"));
        }

        return new CompilerOutput(spec.FullName, spec.ShapesNamespace, problems.Problems.ToEquatableArray(), [], []);

        CompilerOutput Output(TensorShape input, TensorShape output, params EmittedFile[] files) => new(
            spec.FullName, spec.ShapesNamespace, problems.Problems.ToEquatableArray(), files.ToEquatableArray(), ShapeType.Of(input, output).ToEquatableArray());
    }
}
