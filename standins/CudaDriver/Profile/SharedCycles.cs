using System.Numerics;
using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>What warps ask of shared memory, the cycles it takes, and those it would take if no two words were in one bank.</summary>
/// <remarks>
/// The rule of Volta and Turing, taken for what came after them too. A cycle serves a word of 4 bytes from each of 32 banks, to any number of lanes.
/// Lanes that want more than a word are served in passes, as many together as fill the banks.
/// </remarks>
internal readonly record struct SharedCycles(long Requests, long Cycles, long FewestCycles)
{
    private const int WordBytes = 4;
    private const int BankBytes = 32 * WordBytes;

    public static SharedCycles operator +(SharedCycles a, SharedCycles b) =>
        new(a.Requests + b.Requests, a.Cycles + b.Cycles, a.FewestCycles + b.FewestCycles);

    public static SharedCycles Of(WarpRequest request, bool isLoad)
    {
        var bytes = Math.Max(request.Bytes, WordBytes);
        var lanesOfAPass = BankBytes / bytes;
        // Where neighbours read the same, two passes are one.
        if (isLoad && bytes > WordBytes && (ReadTheSame(request, 1) || ReadTheSame(request, 2)))
            lanesOfAPass *= 2;
        var (cycles, passes) = (0, 0);
        for (var first = 0; first < Wave.WarpLanes; first += lanesOfAPass)
        {
            var lanes = request.Lanes & (uint.MaxValue >> (Wave.WarpLanes - lanesOfAPass) << first);
            if (lanes == 0)
                continue;
            cycles += CyclesOfAPass(request.Addresses, lanes, bytes);
            passes++;
        }

        return new(1, cycles, passes);
    }

    // Whether each lane has the address of the lane whose number differs in one bit. Inactive lanes do not matter.
    private static bool ReadTheSame(WarpRequest request, int bit)
    {
        for (var lanes = request.Lanes; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            var other = lane ^ bit;
            if ((request.Lanes >> other & 1) != 0 && request.Addresses[lane] != request.Addresses[other])
                return false;
        }

        return true;
    }

    // Aligned accesses of one size want the same words or no common one: they compete as a whole for the banks that are as wide together.
    private static int CyclesOfAPass(ReadOnlySpan<ulong> addresses, uint lanes, int bytes)
    {
        Span<ulong> served = stackalloc ulong[BankBytes / WordBytes];
        var (shift, lastBank) = (BitOperations.Log2((uint)bytes), (uint)((BankBytes / bytes) - 1));
        var cycles = 0;
        for (; lanes != 0; cycles++)
        {
            var busy = 0u;
            for (var rest = lanes; rest != 0; rest &= rest - 1)
            {
                var lane = BitOperations.TrailingZeroCount(rest);
                var place = addresses[lane] >> shift;
                var bank = (int)(place & lastBank);
                if ((busy >> bank & 1) == 0)
                {
                    busy |= 1u << bank;
                    served[bank] = place;
                }

                if (served[bank] == place)
                    lanes &= ~(1u << lane);
            }
        }

        return cycles;
    }
}
