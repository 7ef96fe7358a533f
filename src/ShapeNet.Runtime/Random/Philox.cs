using System.Runtime.CompilerServices;

namespace ShapeNet.Runtime;

/// <summary>Philox4x32-10 (Salmon et al. 2011): four random words from a counter and a key, without any state.</summary>
internal static unsafe class Philox
{
    /// <summary>Draws four words. The low 32 bits of the step and the stream make up the counter's upper half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Next(ulong seed, ulong index, ulong step, uint stream, uint* words) =>
        Next((uint)seed, (uint)(seed >> 32), (uint)index, (uint)(index >> 32), (uint)step, stream, words);

    /// <summary>The ten rounds.</summary>
    public static void Next(uint key0, uint key1, uint c0, uint c1, uint c2, uint c3, uint* words)
    {
        for (var round = 0; round < 10; round++)
        {
            var product0 = 0xD2511F53UL * c0;
            var product1 = 0xCD9E8D57UL * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ key0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ key1;
            c3 = (uint)product0;
            key0 += 0x9E3779B9;
            key1 += 0xBB67AE85;
        }

        words[0] = c0;
        words[1] = c1;
        words[2] = c2;
        words[3] = c3;
    }
}
