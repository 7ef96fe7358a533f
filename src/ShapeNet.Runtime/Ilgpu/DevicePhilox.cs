namespace ShapeNet.Runtime.Ilgpu;

/// <summary>The counter-based generator Philox4x32-10 (Salmon et al. 2011) for kernels: the same words as on the CPU.</summary>
public static class DevicePhilox
{
    private const int Rounds = 10;

    /// <summary>The random word of one element of a dropout layer at one step.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="stream">The layer.</param>
    /// <param name="step">The step.</param>
    /// <param name="element">The element's index in the batch.</param>
    public static uint Word(ulong seed, int stream, ulong step, int element)
    {
        var c0 = (uint)element / 4u;
        var c1 = 0u;
        var c2 = (uint)step;
        var c3 = (uint)stream;
        var key0 = (uint)seed;
        var key1 = (uint)(seed >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var product0 = 0xD2511F53UL * c0;
            var product1 = 0xCD9E8D57UL * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ key0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ key1;
            c3 = (uint)product0;
            key0 += 0x9E3779B9u;
            key1 += 0xBB67AE85u;
        }

        var part = element & 3;
        return part == 0 ? c0 : part == 1 ? c1 : part == 2 ? c2 : c3;
    }
}
