using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ShapeNet.Standins.Races;

/// <summary>Records the accesses to a range of memory and finds those that race.</summary>
internal sealed unsafe class ShadowMemory : IDisposable
{
    private const int WordShift = 2;

    private readonly nint start;
    private readonly long length;
    private readonly bool ofGroup;
    private ShadowCell* cells;
    private int shift;

    /// <summary>Creates the record of a range, which may be new, and its values unspecified, for each group.</summary>
    public ShadowMemory(nint start, long length, bool ofGroup)
    {
        this.start = start;
        this.length = length;
        this.ofGroup = ofGroup;
        shift = WordShift;
        cells = Allocate();
    }

    public bool Contains(nint address) => (ulong)(address - start) < (ulong)length;

    /// <summary>Records reads.</summary>
    public void Read(nint address, int size, in Moment now, IRaceFaults faults)
    {
        var (cell, end) = Cells(address, size);
        var since = ofGroup ? now.GroupStart : now.LaunchStart;
        for (; cell < end; cell++)
        {
            if (ofGroup && cell->WriteEpoch < now.GroupStart)
                throw faults.Unwritten(Address(cell));
            if (now.ConflictsWith(cell->WriteEpoch, cell->Writer, since))
                throw faults.Race(new(Address(cell), "reads", "wrote", cell->Writer, cell->WriteEpoch, cell->WritePosition), now);
            cell->Reader = now.Join(cell->ReadEpoch, cell->Reader, since);
            cell->ReadEpoch = now.Epoch;
            cell->ReadPosition = now.Position;
        }
    }

    /// <summary>Records writes.</summary>
    public void Write(nint address, int size, in Moment now, IRaceFaults faults)
    {
        var (cell, end) = Cells(address, size);
        var since = ofGroup ? now.GroupStart : now.LaunchStart;
        for (; cell < end; cell++)
        {
            if (now.ConflictsWith(cell->WriteEpoch, cell->Writer, since))
                throw faults.Race(new(Address(cell), "writes", "wrote", cell->Writer, cell->WriteEpoch, cell->WritePosition), now);
            if (now.ConflictsWith(cell->ReadEpoch, cell->Reader, since))
                throw faults.Race(new(Address(cell), "writes", "read", cell->Reader, cell->ReadEpoch, cell->ReadPosition), now);
            cell->Writer = now.Lane;
            cell->WriteEpoch = now.Epoch;
            cell->WritePosition = now.Position;
        }
    }

    /// <summary>Records atomic operations, which race with all others but atomic ones.</summary>
    public void Atomic(nint address, int size, in Moment now, IRaceFaults faults)
    {
        var (cell, end) = Cells(address, size);
        var since = ofGroup ? now.GroupStart : now.LaunchStart;
        for (; cell < end; cell++)
        {
            if (ofGroup && cell->WriteEpoch < now.GroupStart)
                throw faults.Unwritten(Address(cell));
            var atomic = cell->Writer < 0;
            if (!atomic && now.ConflictsWith(cell->WriteEpoch, cell->Writer, since))
                throw faults.Race(new(Address(cell), "changes atomically", "wrote", cell->Writer, cell->WriteEpoch, cell->WritePosition), now);
            if (now.ConflictsWith(cell->ReadEpoch, cell->Reader, since))
                throw faults.Race(new(Address(cell), "changes atomically", "read", cell->Reader, cell->ReadEpoch, cell->ReadPosition), now);
            var who = atomic ? now.Join(cell->WriteEpoch, cell->Writer, since) : now.Lane;
            cell->Writer = who >= 0 ? ShadowCell.SeveralInWarp - now.Warp : who;
            cell->WriteEpoch = now.Epoch;
            cell->WritePosition = now.Position;
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(cells);
        cells = null;
    }

    /// <summary>The cells of an access, and the one after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CellRange Cells(nint address, int size)
    {
        if (size < 1 << shift)
            RefineToBytes();
        var first = cells + ((address - start) >> shift);
        return new(first, first + Math.Max(size >> shift, 1));
    }

    private nint Address(ShadowCell* cell) => start + (nint)((cell - cells) << shift);

    /// <summary>Goes from words to bytes: neighbouring bytes may belong to different threads.</summary>
    private void RefineToBytes()
    {
        var words = cells;
        shift = 0;
        cells = Allocate();
        for (var i = 0L; i < length; i++)
            cells[i] = words[i >> WordShift];
        NativeMemory.Free(words);
    }

    private readonly struct CellRange(ShadowCell* first, ShadowCell* end)
    {
        public void Deconstruct(out ShadowCell* firstCell, out ShadowCell* endCell)
        {
            firstCell = first;
            endCell = end;
        }
    }

    // Zeroed memory of this size comes from the system untouched, so that cells cost nothing until they are used.
    private ShadowCell* Allocate() =>
        (ShadowCell*)NativeMemory.AllocZeroed((nuint)((length >> shift) + 1), (nuint)sizeof(ShadowCell));
}
