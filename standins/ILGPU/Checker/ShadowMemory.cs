using System.Runtime.InteropServices;

namespace ILGPU.Checker;

/// <summary>Records the accesses to a range of memory and finds those that race.</summary>
internal sealed unsafe class ShadowMemory : IDisposable
{
    private const int WordShift = 2;

    private readonly nint start;
    private readonly long length;
    private ShadowCell* cells;
    private int shift;

    /// <summary>Creates the record of a range, by words of four bytes or by single bytes.</summary>
    public ShadowMemory(nint start, long length, bool byBytes)
    {
        this.start = start;
        this.length = length;
        shift = byBytes ? 0 : WordShift;
        cells = Allocate();
    }

    public bool Contains(nint address) => (ulong)(address - start) < (ulong)length;

    /// <summary>Records reads; where the memory's first value is unspecified, one must have been written since the group began.</summary>
    public void Read(nint address, int size, in Moment now, bool mustBeWritten)
    {
        var (first, last) = Cells(address, size);
        for (var i = first; i <= last; i++)
        {
            ref var cell = ref cells[i];
            if (mustBeWritten && cell.WriteEpoch < now.GroupStart)
                throw MemoryFault.Unwritten(address);
            if (now.ConflictsWith(cell.WriteEpoch, cell.Writer))
                throw MemoryFault.Race(address, "reads", "wrote", cell.Writer, cell.WriteEpoch, cell.WritePosition, now);
            cell.Reader = now.Join(cell.ReadEpoch, cell.Reader);
            cell.ReadEpoch = now.Epoch;
            cell.ReadPosition = now.Position;
        }
    }

    /// <summary>Records writes.</summary>
    public void Write(nint address, int size, in Moment now)
    {
        var (first, last) = Cells(address, size);
        for (var i = first; i <= last; i++)
        {
            ref var cell = ref cells[i];
            if (now.ConflictsWith(cell.WriteEpoch, cell.Writer))
                throw MemoryFault.Race(address, "writes", "wrote", cell.Writer, cell.WriteEpoch, cell.WritePosition, now);
            if (now.ConflictsWith(cell.ReadEpoch, cell.Reader))
                throw MemoryFault.Race(address, "writes", "read", cell.Reader, cell.ReadEpoch, cell.ReadPosition, now);
            cell.Writer = now.Lane;
            cell.WriteEpoch = now.Epoch;
            cell.WritePosition = now.Position;
        }
    }

    /// <summary>Records atomic operations, which race with all others but atomic ones.</summary>
    public void Atomic(nint address, int size, in Moment now, bool mustBeWritten)
    {
        var (first, last) = Cells(address, size);
        for (var i = first; i <= last; i++)
        {
            ref var cell = ref cells[i];
            if (mustBeWritten && cell.WriteEpoch < now.GroupStart)
                throw MemoryFault.Unwritten(address);
            var atomic = cell.Writer < 0;
            if (!atomic && now.ConflictsWith(cell.WriteEpoch, cell.Writer))
                throw MemoryFault.Race(address, "changes atomically", "wrote", cell.Writer, cell.WriteEpoch, cell.WritePosition, now);
            if (now.ConflictsWith(cell.ReadEpoch, cell.Reader))
                throw MemoryFault.Race(address, "changes atomically", "read", cell.Reader, cell.ReadEpoch, cell.ReadPosition, now);
            var who = atomic ? now.Join(cell.WriteEpoch, cell.Writer) : now.Lane;
            cell.Writer = who >= 0 ? ShadowCell.SeveralInWarp - now.Warp : who;
            cell.WriteEpoch = now.Epoch;
            cell.WritePosition = now.Position;
        }
    }

    /// <summary>Goes from words to bytes: neighbouring bytes may belong to different threads.</summary>
    public void RefineToBytes()
    {
        if (shift == 0)
            return;
        var words = cells;
        shift = 0;
        cells = Allocate();
        for (var i = 0L; i < length; i++)
            cells[i] = words[i >> WordShift];
        NativeMemory.Free(words);
    }

    public void Dispose()
    {
        NativeMemory.Free(cells);
        cells = null;
    }

    private (long First, long Last) Cells(nint address, int size)
    {
        if (size < 1 << WordShift)
            RefineToBytes();
        var offset = address - start;
        return (offset >> shift, Math.Min(offset + size, length) - 1 >> shift);
    }

    // Zeroed memory of this size comes from the system untouched, so that cells cost nothing until they are used.
    private ShadowCell* Allocate() =>
        (ShadowCell*)NativeMemory.AllocZeroed((nuint)((length >> shift) + 1), (nuint)sizeof(ShadowCell));
}
