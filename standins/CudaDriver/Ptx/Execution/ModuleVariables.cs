namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>The memory of a module's global and constant variables.</summary>
internal sealed class ModuleVariables
{
    private readonly List<(ulong Start, ulong End, byte[] Bytes)> variables = [];

    /// <summary>Adds a variable; returns its address.</summary>
    public unsafe ulong Add(int bytes, int alignment, byte[]? initial)
    {
        // Pinned arrays do not move and live as long as the module does.
        var memory = GC.AllocateArray<byte>(bytes + alignment, pinned: true);
        ulong address;
        fixed (byte* start = memory)
            address = ((ulong)start + (ulong)alignment - 1) / (ulong)alignment * (ulong)alignment;
        initial?.CopyTo(new Span<byte>((void*)address, bytes));
        variables.Add((address, address + (ulong)bytes, memory));
        return address;
    }

    public bool TryFind(ulong address, out ulong start, out ulong end)
    {
        foreach (var variable in variables)
        {
            (start, end, _) = variable;
            if (address >= start && address < end)
                return true;
        }

        (start, end) = (0, 0);
        return false;
    }
}
