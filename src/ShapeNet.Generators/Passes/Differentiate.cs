using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>
/// Lowers a graph to launches: every op's forward launches, the loss, and then, last op first, every op's backward
/// launches (reverse-mode differentiation). The first contribution to a gradient is written, later ones are added.
/// </summary>
internal static class Differentiate
{
    /// <summary>Forward, loss and backward.</summary>
    public static KernelPlan Training(Graph graph, WeightTable weights, Target target)
    {
        var program = new ProgramBuilder(graph, weights, target, isTraining: true);
        Forward(graph, program);
        var forwardLaunches = program.LaunchCount;

        var output = graph.Output;
        if (output.Op is ConvTranspose2dOp { TakesInLoss: true } last)
            last.LossAndGradients(new Lowering(program, graph, output));
        else
            SoftmaxCrossEntropy.Launch(program, output);
        for (var id = graph.Nodes.Length - 1; id > 0; id--)
        {
            var node = graph.Nodes[id];
            CompilerFault.CurrentLayer = node.Path;
            // What the output does not depend on has no gradient; its weights keep the zeros they start with.
            if (program.HasGradient(id))
                node.Op.Backward(new Lowering(program, graph, node));
            program.Finish(id);
        }

        return program.Build("training", forwardLaunches);
    }

    /// <summary>Forward alone, with what the weights are prepared into.</summary>
    public static KernelPlan Inference(Graph graph, WeightTable weights, Target target)
    {
        var program = new ProgramBuilder(graph, weights, target, isTraining: false);
        Forward(graph, program);
        if (target == Target.Cpu)
            program.UseCallersMemory();
        return program.Build("inference", program.LaunchCount);
    }

    private static void Forward(Graph graph, ProgramBuilder program)
    {
        program.OutputOf(0);
        foreach (var node in graph.Nodes.Skip(1))
        {
            CompilerFault.CurrentLayer = node.Path;
            node.Op.Forward(new Lowering(program, graph, node));
        }
    }
}
