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

    private static Op? CombineAlways(Op producer, Node consumer) => (producer, consumer.Op) switch
    {
        (BatchNorm2dOp { AppliesReLU: false } norm, ReLUOp) => norm with { AppliesReLU = true },
        (BatchNorm2dOp { AppliesReLU: false, AddsResidual: false } norm, AddOp { AppliesReLU: false }) when consumer.Inputs.Count == 2 =>
            norm with { AddsResidual = true },
        (AddOp { AppliesReLU: false } add, ReLUOp) => add with { AppliesReLU = true },
        _ => null,
    };

    private static Op? CombineForInference(Node producer, Node consumer) => (producer.Op, consumer.Op) switch
    {
        (Conv2dOp { FoldsBatchNorm: null, AppliesReLU: false, AddsResidual: false, Pool: null } conv, BatchNorm2dOp { AppliesReLU: false, AddsResidual: false } norm) =>
            conv with { FoldsBatchNorm = norm.Epsilon, BatchNormPath = consumer.WeightPath },
        (Conv2dOp { AppliesReLU: false, Pool: null } conv, ReLUOp) => conv with { AppliesReLU = true },
        (Conv2dOp { AppliesReLU: false, AddsResidual: false, Pool: null } conv, AddOp { AppliesReLU: false }) when consumer.Inputs.Count == 2 =>
            conv with { AddsResidual = true },
        _ => null,
    };

    private static Conv2dOp? CombineWithPooling(Graph graph, Node producer, Node consumer) => (producer.Op, consumer.Op) switch
    {
        (Conv2dOp { AddsResidual: false, Pool: null } conv, MaxPool2dOp pool) when conv.CanPool(graph.Nodes[producer.Inputs[0]].KnownShape, pool.Window) =>
            conv with { Pool = pool.Window },
        _ => null,
    };

    private static Graph WithLoss(Graph graph)
    {
        var output = graph.Output;
        if (output.Op is not ConvTranspose2dOp conv || graph.CountConsumers()[output.Id] != 1
            || !conv.CanTakeInLoss(graph.Nodes[output.Inputs[0]].KnownShape, output.KnownShape))
            return graph;
        var merged = output with { Op = conv with { TakesInLoss = true }, Fused = output.Fused.Append(SoftmaxCrossEntropy.Layer).ToEquatableArray() };
        return graph with { Nodes = graph.Nodes.SetItem(output.Id, merged) };
    }

    private static Graph Run(Graph graph, Func<Node, Node, Op?> combine)
    {
        var nodes = graph.Nodes.ToArray();
        var isMerged = new bool[nodes.Length];
        var consumers = graph.CountConsumers();
        for (var id = 0; id < nodes.Length; id++)
        {
            // The merged node stands where its last op stood, so that all its inputs come before it.
            foreach (var input in nodes[id].Inputs)
            {
                if (consumers[input] != 1 || combine(nodes[input], nodes[id]) is not { } op)
                    continue;
                var (producer, consumer) = (nodes[input], nodes[id]);
                var others = consumer.Inputs.Where(other => other != input);
                nodes[id] = producer with
                {
                    Id = id,
                    Op = op,
                    Inputs = producer.Inputs.Concat(others).ToEquatableArray(),
                    Shape = consumer.Shape,
                    Fused = producer.Fused.Append(consumer.Path).Concat(consumer.Fused).ToEquatableArray(),
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
}
