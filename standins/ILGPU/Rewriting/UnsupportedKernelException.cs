namespace ILGPU.Rewriting;

/// <summary>A kernel does what the package cannot compile for a device, or the stand-in cannot follow.</summary>
internal sealed class UnsupportedKernelException(string what, Place place) : Exception(what)
{
    public Place Place { get; } = place;
}
