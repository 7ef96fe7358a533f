namespace ILGPU.Checker;

/// <summary>
/// Names the method that stands in for this one inside kernels and takes two more arguments: the number of the call in the kernel,
/// and the running <see cref="ThreadGroup"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AllocatesBySiteAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
