using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>Where an instruction accesses memory.</summary>
/// <param name="Register">The register with the address; a constant one where it is known.</param>
/// <param name="Range">The place of the instruction's <see cref="MemoryRange"/> in a wave.</param>
internal readonly record struct MemoryAccess(Space Space, int Register, bool IsWide, long Displacement, int Bytes, int Range);

/// <summary>What an instruction does to memory.</summary>
internal enum AccessKind
{
    Read,
    Write,

    /// <summary>Reads and writes in one.</summary>
    Change,
}

/// <summary>An instruction that accesses memory, with the checks of its addresses.</summary>
internal abstract unsafe class MemoryInstruction(MemoryAccess access, AccessKind kind) : Instruction
{
    public MemoryAccess Access => access;

    public AccessKind Kind => kind;

    /// <summary>The addresses of some lanes of a warp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ReadAddresses(Wave wave, int firstLane, uint lanes, Span<ulong> addresses)
    {
        var cursor = Begin(wave);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            addresses[lane] = cursor.Address(firstLane + lane);
        }
    }

    /// <summary>Where a wave's addresses are, and the range that they were last in. Kept in a local variable, it needs no memory in a loop.</summary>
    protected Cursor Begin(Wave wave) => new()
    {
        Register = wave.Registers + access.Register,
        IsWide = access.IsWide,
        Displacement = (ulong)access.Displacement,
        Misaligned = (uint)access.Bytes - 1,
        Range = wave.Ranges[access.Range],
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected byte* Pointer(Wave wave, ref Cursor cursor, int lane)
    {
        var address = cursor.Address(lane);
        if (address - cursor.Range.Start > cursor.Range.Length || (address & cursor.Misaligned) != 0)
            cursor.Range = wave.Ranges[access.Range] = Find(wave, lane, address);
        return (byte*)(address + cursor.Range.Offset + ((ulong)lane * cursor.Range.LaneStride));
    }

    private MemoryRange Find(Wave wave, int lane, ulong address)
    {
        if ((address & ((uint)access.Bytes - 1)) != 0)
            throw Fault(wave, lane, address, $"which is not a multiple of {access.Bytes}");
        var launch = wave.Block.Launch;
        if (access.Space != Space.Generic)
            return Window(access.Space, 0);
        var found = Windows.SpaceOf(address);
        return Window(found, Windows.Of(found));

        MemoryRange Window(Space space, ulong window)
        {
            var (start, end, offset, stride, what) = (0UL, 0UL, 0UL, 0UL, "");
            switch (space)
            {
                case Space.Shared:
                    (end, offset, what) = ((ulong)launch.SharedBytes, (ulong)wave.Block.Shared, $"the block has {launch.SharedBytes} bytes of shared memory");
                    break;
                case Space.Local:
                    (end, offset, what) = ((ulong)launch.Code.LocalBytes, (ulong)wave.Local, $"a thread has {launch.Code.LocalBytes} bytes of local memory");
                    stride = end;
                    break;
                case Space.Parameter:
                    (end, offset, what) = ((ulong)launch.ParameterBytes, (ulong)launch.Parameters, $"the kernel has {launch.ParameterBytes} bytes of parameters");
                    break;
                default:
                    if (!launch.Memory.TryFind(address, out start, out end) && !launch.Code.Variables.TryFind(address, out start, out end))
                        throw Fault(wave, lane, address, "where nothing is allocated");
                    what = $"past the end of an allocation of {end - start} bytes";
                    break;
            }

            var bytes = (ulong)access.Bytes;
            if (address - window < start || end - start < bytes || address - window - start > end - start - bytes)
                throw Fault(wave, lane, address, what);
            return new(start + window, end - start - bytes, offset - window, stride);
        }
    }

    private PtxFault Fault(Wave wave, int lane, ulong address, string why)
    {
        var space = access.Space switch
        {
            Space.Generic => "",
            Space.Parameter => "parameter ",
            var named => $"{named.ToString().ToLowerInvariant()} ",
        };
        var verb = kind switch
        {
            AccessKind.Read => "reads",
            AccessKind.Write => "writes",
            _ => "changes",
        };
        return wave.Fault(this, lane, $"{verb} {access.Bytes} bytes at {space}address 0x{address:x}, {why}");
    }

    protected struct Cursor
    {
        public byte* Register;
        public bool IsWide;
        public ulong Displacement;
        public ulong Misaligned;
        public MemoryRange Range;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly ulong Address(int lane) => (IsWide ? ((ulong*)Register)[lane] : ((uint*)Register)[lane]) + Displacement;
    }
}
