using System.Collections.Immutable;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Passes;

/// <summary>
/// Merges an op with the only op that reads it where one kernel does both. Training: batch normalisation takes in a
/// residual addition and a ReLU; on the CPU, a transposed convolution that ends the network takes in the loss. Inference: a convolution takes in a batch normalisation as well, folded into its
/// weights, and on the CPU a maximum pooling.
/// </summary>
internal static class FuseLayers
{
    public static Graph ForTraining(Graph graph, Target target)
    {
        var fused = Run(graph, (producer, consumer) => CombineAlways(producer.Op, consumer));
        return target == Target.Cpu ? WithLoss(fused) : fused;
    }

    public static Graph ForInference(Graph graph, Target target) => Run(graph, (producer, consumer) =>
        CombineForInference(producer, consumer)
        ?? (target == Target.Cpu ? CombineWithPooling(graph, producer, consumer) : null)
        ?? CombineAlways(producer.Op, consumer));

    private static Merged? CombineAlways(Op producer, Node consumer) => (producer, consumer.Op) switch
    {
        (BatchNorm2dOp { AppliesReLU: false } norm, ReLUOp) => new(norm with { AppliesReLU = true }, "normalised and rectified in one pass"),
        (BatchNorm2dOp { AppliesReLU: false, AddsResidual: false } norm, AddOp { AppliesReLU: false }) when consumer.Inputs.Count == 2 =>
            new(norm with { AddsResidual = true }, "normalised and added in one pass"),
        (AddOp { AppliesReLU: false } add, ReLUOp) => new(add with { AppliesReLU = true }, "added and rectified in one pass"),
        _ => null,
    };

    private static Merged? CombineForInference(Node producer, Node consumer) => (producer.Op, consumer.Op) switch
    {
        (Conv2dOp { FoldsBatchNorm: null, AppliesReLU: false, AddsResidual: false, Pool: null } conv, BatchNorm2dOp { AppliesReLU: false, AddsResidual: false } norm) =>
            new(conv with { FoldsBatchNorm = norm.Epsilon, BatchNormPath = consumer.WeightPath }, "the normalisation is folded into the weights"),
        (Conv2dOp { AppliesReLU: false, Pool: null } conv, ReLUOp) => new(conv with { AppliesReLU = true }, "the convolution's sums are rectified in registers"),
        (Conv2dOp { AppliesReLU: false, AddsResidual: false, Pool: null } conv, AddOp { AppliesReLU: false }) when consumer.Inputs.Count == 2 =>
            new(conv with { AddsResidual = true }, "the residual is added to the convolution's sums in registers"),
        _ => null,
    };

    private static Merged? CombineWithPooling(Graph graph, Node producer, Node consumer) => (producer.Op, consumer.Op) switch
    {
        (Conv2dOp { AddsResidual: false, Pool: null } conv, MaxPool2dOp pool) when conv.CanPool(graph.Nodes[producer.Inputs[0]].KnownShape, pool.Window) =>
            new(conv with { Pool = pool.Window }, "rows are pooled as they are convolved"),
        _ => null,
    };

    private static Graph WithLoss(Graph graph)
    {
        var output = graph.Output;
        if (output.Op is not ConvTranspose2dOp conv || graph.CountConsumers()[output.Id] != 1
            || !conv.CanTakeInLoss(graph.Nodes[output.Inputs[0]].KnownShape, output.KnownShape))
            return graph;
        var merged = output with { Op = conv with { TakesInLoss = true }, Fused = output.Fused.Append(new(SoftmaxCrossEntropy.Layer, "loss and all gradients of a pixel's logits while they are in the cache", output.KnownShape)).ToEquatableArray() };
        return graph with { Nodes = graph.Nodes.SetItem(output.Id, merged) };
    }

    private static Graph Run(Graph graph, Func<Node, Node, Merged?> combine)
    {
        var nodes = graph.Nodes.ToArray();
        var isMerged = new bool[nodes.Length];
        var consumers = graph.CountConsumers();
        for (var id = 0; id < nodes.Length; id++)
        {
            // The merged node stands where its last op stood, so that all its inputs come before it.
            foreach (var input in nodes[id].Inputs)
            {
                if (consumers[input] != 1 || combine(nodes[input], nodes[id]) is not { } merged)
                    continue;
                var (producer, consumer) = (nodes[input], nodes[id]);
                var others = consumer.Inputs.Where(other => other != input);
                nodes[id] = producer with
                {
                    Id = id,
                    Op = merged.Op,
                    Inputs = producer.Inputs.Concat(others).ToEquatableArray(),
                    Shape = consumer.Shape,
                    Fused = producer.Fused.Append(new(consumer.Path, merged.Effect, producer.KnownShape)).Concat(consumer.Fused).ToEquatableArray(),
                };
                isMerged[input] = true;
                break;
            }
        }

        return graph with { Nodes = Renumber(nodes, isMerged), Scopes = [] };
    }

    private static ImmutableArray<Node> Renumber(Node[] nodes, bool[] isMerged)
    {
        var newId = new int[nodes.Length];
        var kept = ImmutableArray.CreateBuilder<Node>();
        foreach (var node in nodes)
        {
            if (isMerged[node.Id])
                continue;
            newId[node.Id] = kept.Count;
            kept.Add(node with { Id = kept.Count, Inputs = node.Inputs.Select(input => newId[input]).ToEquatableArray() });
        }

        return kept.ToImmutable();
    }

    /// <summary>An op that does two, and what that comes to.</summary>
    private sealed record Merged(Op Op, string Effect);
}
