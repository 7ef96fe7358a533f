using System.Reflection.Emit;

namespace ILGPU.Rewriting;

/// <summary>A local variable or parameter of a kernel or of a method inlined into it.</summary>
internal sealed class Variable(Type type, string name, int index)
{
    public Type Type { get; } = type;

    public string Name { get; } = name;

    /// <summary>The variable's number in the kernel.</summary>
    public int Index { get; } = index;

    /// <summary>The kernel's parameter it begins as; minus one for others.</summary>
    public int Parameter { get; init; } = -1;

    /// <summary>Whether the kernel assigns to it, or could through its address.</summary>
    public bool IsAssigned { get; set; }

    public bool IsAddressTaken { get; set; }

    /// <summary>For a reference: whether all it refers to is the thread's own.</summary>
    public bool RefersToOwn { get; set; } = true;

    /// <summary>Its offset among the variables kept while the thread waits; minus one where it lives on the stack.</summary>
    public int FrameOffset { get; set; } = -1;

    /// <summary>Its place among the objects kept while the thread waits; minus one for others.</summary>
    public int ReferenceSlot { get; set; } = -1;

    public bool IsKept => FrameOffset >= 0 || ReferenceSlot >= 0;

    public LocalBuilder? Local { get; set; }
}
