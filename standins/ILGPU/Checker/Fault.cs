namespace ILGPU.Checker;

/// <summary>The exceptions of broken rules. Inside a kernel each says which kernel, group, thread and line.</summary>
internal static class Fault
{
    public static InvalidOperationException OutsideKernel() => new("This is for kernels: it means nothing on the host.");

    public static KernelFaultException Index(nint address, int bufferId, Type type, long index, long length) =>
        Create($"index {index} is outside {Describe(address, bufferId)}, a view of {length} {type.Name}");

    public static KernelFaultException SubView(nint address, int bufferId, Type type, long index, long count, long length) =>
        Create($"the sub-view [{index}, {index + count}) is outside {Describe(address, bufferId)}, a view of {length} {type.Name}");

    public static KernelFaultException CastAlignment(nint address, int bufferId, Type from, Type to, int size) =>
        Create($"{Describe(address, bufferId)} begins at a byte that is no multiple of {Alignment.Of(size)}, so that its {from.Name} cannot be cast to {to.Name}");

    public static KernelFaultException ShuffleWidth(int width, int warpSize) =>
        Create($"a shuffle's width of {width} is no power of two up to the warp's {warpSize}");

    public static KernelFaultException Create(string message, Exception? cause = null) =>
        new(ThreadGroup.Current is { } group ? $"{group.Where()}: {message}" : message, cause);

    private static string Describe(nint address, int bufferId) =>
        ThreadGroup.Current is { } group ? group.Describe(address, bufferId) : "the view";
}
