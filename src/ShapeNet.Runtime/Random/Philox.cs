using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime;

/// <summary>
/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): a function from a 64-bit key and
/// a 128-bit counter to 128 random bits. Values are computed from their place, so that they depend on no order of drawing.
/// </summary>
internal static class Philox
{
    /// <summary>The random bits of one counter.</summary>
    /// <param name="key">The key.</param>
    /// <param name="high">The counter's upper half.</param>
    /// <param name="low">The counter's lower half.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint X0, uint X1, uint X2, uint X3) Block(ulong key, ulong high, ulong low)
    {
        var (x0, x1, x2, x3) = ((uint)low, (uint)(low >> 32), (uint)high, (uint)(high >> 32));
        var (key0, key1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var product0 = (ulong)x0 * 0xD2511F53;
            var product1 = (ulong)x2 * 0xCD9E8D57;
            (x0, x1, x2, x3) = ((uint)(product1 >> 32) ^ x1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ x3 ^ key1, (uint)product0);
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }

        return (x0, x1, x2, x3);
    }
}
