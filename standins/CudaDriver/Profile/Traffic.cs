using System.Numerics;
using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>What warps ask of global or local memory, and what is moved for it: sectors of 32 bytes, each once for a request.</summary>
/// <param name="Requests">How many.</param>
/// <param name="Sectors">The sectors that are moved.</param>
/// <param name="FewestSectors">Those that would do if what a request asks for lay side by side.</param>
/// <param name="AskedBytes">The bytes that are asked for; lanes that want the same ask once.</param>
internal readonly record struct Traffic(long Requests, long Sectors, long FewestSectors, long AskedBytes)
{
    public const int SectorBytes = 32;

    private const int WordBytes = 4;

    public long MovedBytes => Sectors * SectorBytes;

    public static Traffic operator +(Traffic a, Traffic b) =>
        new(a.Requests + b.Requests, a.Sectors + b.Sectors, a.FewestSectors + b.FewestSectors, a.AskedBytes + b.AskedBytes);

    /// <summary>A request for global memory.</summary>
    public static Traffic OfGlobal(WarpRequest request)
    {
        Span<ulong> places = stackalloc ulong[Wave.WarpLanes];
        var count = 0;
        for (var lanes = request.Lanes; lanes != 0; lanes &= lanes - 1)
            places[count++] = request.Addresses[BitOperations.TrailingZeroCount(lanes)];
        // Aligned accesses of one size are the same or apart, and none is in two sectors.
        places = Distinct(places[..count]);
        var asked = places.Length * request.Bytes;
        foreach (ref var place in places)
            place /= SectorBytes;
        return Of(Distinct(places).Length, asked);
    }

    /// <summary>A request for local memory: the hardware lays a word of all the warp's lanes side by side.</summary>
    public static Traffic OfLocal(WarpRequest request)
    {
        const int wordsOfASector = SectorBytes / WordBytes;
        const int sectorsOfAWord = Wave.WarpLanes / wordsOfASector;
        Span<ulong> places = stackalloc ulong[Wave.WarpLanes];
        var count = 0;
        for (var lanes = request.Lanes; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            places[count++] = (request.Addresses[lane] / WordBytes * sectorsOfAWord) + (ulong)(lane / wordsOfASector);
        }

        var words = Math.Max(request.Bytes / WordBytes, 1);
        return Of(Distinct(places[..count]).Length * words, count * request.Bytes);
    }

    private static Traffic Of(int sectors, int askedBytes) => new(1, sectors, (askedBytes + SectorBytes - 1) / SectorBytes, askedBytes);

    // Moves the distinct values to the front, in order.
    private static Span<ulong> Distinct(Span<ulong> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] < values[i - 1])
            {
                values.Sort();
                break;
            }
        }

        var count = 1;
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i] != values[count - 1])
                values[count++] = values[i];
        }

        return values[..count];
    }
}
