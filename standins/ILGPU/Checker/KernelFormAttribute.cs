namespace ILGPU.Checker;

/// <summary>
/// Names the method that stands in for this one inside kernels: it has the same parameters and may have one more, the running
/// <see cref="ThreadGroup"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
internal sealed class KernelFormAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
