namespace ShapeNet.Generators.Ir;

/// <summary>Holds a graph against the rules that every graph keeps.</summary>
internal static class GraphVerifier
{
    public static void Verify(Graph graph, bool needsShapes)
    {
        for (var i = 0; i < graph.Nodes.Length; i++)
        {
            var node = graph.Nodes[i];
            if (node.Id != i)
                throw new InvalidOperationException($"{node.Path} is node {i} and calls itself {node.Id}");
            if (node.Inputs.Any(input => input < 0 || input >= i))
                throw new InvalidOperationException($"{node.Path} reads a node that does not come before it");
            if (needsShapes && node.Shape is null)
                throw new InvalidOperationException($"{node.Path} has no shape");
        }
    }
}
