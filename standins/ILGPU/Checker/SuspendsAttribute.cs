namespace ILGPU.Checker;

/// <summary>
/// Marks a call at which a kernel's thread waits for others. <see cref="Enter"/> takes the arguments and the running
/// <see cref="ThreadGroup"/>; once all have arrived, <see cref="Leave"/> takes the group and gives the call's result.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SuspendsAttribute(Meeting meeting, string enter, string leave) : Attribute
{
    public Meeting Meeting { get; } = meeting;

    public string Enter { get; } = enter;

    public string Leave { get; } = leave;
}

/// <summary>Whom a thread waits for.</summary>
internal enum Meeting
{
    Group,
    Warp,
}
