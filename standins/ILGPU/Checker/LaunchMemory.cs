using ILGPU.Rewriting;
using ILGPU.Runtime;
using ShapeNet.Standins.Races;

namespace ILGPU.Checker;

/// <summary>The global memory that a kernel's launches may reach, and the names its parameters give to parts of it.</summary>
internal sealed class LaunchMemory(KernelProgram program, nint arguments)
{
    /// <summary>The record that each of the kernel's accesses looked at last.</summary>
    private readonly ShadowMemory?[] recent = new ShadowMemory?[program.Places.Count];

    private MemoryBuffer[] buffers = [];

    /// <summary>Sets the buffers, in the order of their addresses.</summary>
    public void Reach(MemoryBuffer[] reachable)
    {
        if (buffers == reachable)
            return;
        buffers = reachable;
        Array.Clear(recent);
    }

    /// <summary>The record of the accesses to a buffer; none for a thread's own memory.</summary>
    public ShadowMemory? Shadow(nint address, int size, int position, ThreadGroup group)
    {
        if (recent[position] is { } shadow && shadow.Contains(address))
            return shadow;
        if (group.IsOwn(address))
            return null;
        var buffer = Find(address, size) ?? throw Fault.Create($"accesses {size} bytes at 0x{address:x}, where no buffer is; was its buffer disposed?");
        return recent[position] = buffer.Shadow;
    }

    public string Describe(nint address, int bufferId) => Parameter(address, bufferId)?.Name is { } name ? $"'{name}'" : "the view";

    public string DescribeElement(nint address)
    {
        if (Find(address, 1) is not { } buffer)
            return $"memory at 0x{address:x}";
        if (Parameter(address, buffer.Id) is { ElementSize: > 0 } parameter)
            return $"element {(address - parameter.ViewAddress(arguments)) / parameter.ElementSize} of '{parameter.Name}'";
        return $"byte {address - buffer.NativePtr} of a buffer of {buffer.LengthInBytes} bytes";
    }

    private MemoryBuffer? Find(nint address, int size)
    {
        var (low, high) = (0, buffers.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (buffers[middle].Contains(address, size))
                return buffers[middle];
            if (buffers[middle].NativePtr < address)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>The parameter whose view begins last before an address: of several views of one buffer, the one that holds it.</summary>
    private KernelParameter? Parameter(nint address, int bufferId) => program.Parameters
        .Where(parameter => parameter.ElementSize > 0
            && parameter.ViewBufferId(arguments) == bufferId
            && parameter.ViewAddress(arguments) <= address)
        .MaxBy(parameter => parameter.ViewAddress(arguments));
}
