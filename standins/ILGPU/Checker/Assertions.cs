namespace ILGPU.Checker;

/// <summary>Assertions inside kernels.</summary>
internal static class Assertions
{
    public static void Assert(bool condition, ThreadGroup group) => Assert(condition, "a condition does not hold", group);

    public static void Assert(bool condition, string message, ThreadGroup group)
    {
        if (!condition)
            throw Fault.Create($"assertion failed: {message}");
    }
}
