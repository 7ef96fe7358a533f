using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>The passes in their order. Every pass's result is verified before the next one sees it.</summary>
internal static class CompilerPasses
{
    /// <summary>Declaration → planned programs; null where there are errors.</summary>
    public static CompiledNetwork? Run(NetworkSpec spec, ProblemList problems) =>
        Infer(spec, problems) is { } graph ? Plan(spec, graph, problems) : null;

    /// <summary>Graph with shapes → planned programs; null where there are errors.</summary>
    public static CompiledNetwork? Plan(NetworkSpec spec, Graph graph, ProblemList problems)
    {
        var report = MakeReport.Run(graph, problems);
        if (spec.HasForeignErrors || graph.Nodes.Any(node => node.Shape is null || node.Op is BrokenOp) || problems.Problems.Any(problem => problem.StopsEmission))
            return null;

        GraphVerifier.Verify(graph, needsShapes: true);
        var weights = new WeightTable(graph);
        return new CompiledNetwork(spec, graph, weights, report, Programs(Target.Cpu), Programs(Target.Ilgpu));

        TargetPrograms Programs(Target target) => new(
            Plan(FuseLayers.ForTraining(graph, target), fused => Differentiate.Training(fused, weights, target)),
            Plan(FuseLayers.ForInference(graph, target), fused => Differentiate.Inference(fused, weights, target)));
    }

    /// <summary>The passes up to the shapes: all that diagnostics need. Null where there is no graph at all.</summary>
    public static Graph? Infer(NetworkSpec spec, ProblemList problems)
    {
        if (BuildGraph.Run(spec, problems) is not { } graph)
            return null;
        GraphVerifier.Verify(graph, needsShapes: false);
        var shapes = InferShapes.Run(graph);
        // What the C# compiler cannot read is mended first: wrong shapes may follow from it.
        if (!spec.HasForeignErrors)
            LocateFaults.Run(spec, shapes, problems);
        return shapes.Graph;
    }

    private static PlannedProgram Plan(Graph fused, Func<Graph, KernelPlan> lower)
    {
        GraphVerifier.Verify(fused, needsShapes: true);
        var plan = lower(fused);
        var memory = PlanMemory.Run(plan);
        KernelPlanVerifier.Verify(plan);
        return new PlannedProgram(fused, plan, memory);
    }
}
