namespace ShapeNet.Runtime.Tests;

/// <summary>The bits of everything that a network keeps.</summary>
internal static class NetworkState
{
    public static Dictionary<string, int[]> Weights(NetworkOnDevice network)
    {
        var state = new Dictionary<string, int[]>(StringComparer.Ordinal);
        foreach (var parameter in network.Definition.Parameters)
        {
            var values = new float[parameter.Elements];
            network.ReadParameter(parameter.Name, values);
            state.Add(parameter.Name, Bits(values));
        }

        foreach (var buffer in network.Definition.Buffers)
        {
            var values = new float[buffer.Elements];
            network.ReadBuffer(buffer.Name, values);
            state.Add(buffer.Name, Bits(values));
        }

        return state;
    }

    public static Dictionary<string, int[]> All(Trainer trainer)
    {
        var state = Weights(trainer);
        foreach (var parameter in trainer.Definition.Parameters)
        {
            var values = new float[parameter.Elements];
            trainer.ReadMomentum(parameter.Name, values);
            state.Add("momentum of " + parameter.Name, Bits(values));
        }

        return state;
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
