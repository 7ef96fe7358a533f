using System.Diagnostics;

namespace ShapeNet.Runtime.Cpu;

/// <summary>Takes the times of launches for a profile. Kernels return when their work is done, so two looks at the clock are enough.</summary>
/// <param name="profile">Takes them down.</param>
internal sealed class CpuLaunchClock(LaunchProfile profile)
{
    private const int None = -1;

    private int next;
    private int current = None;
    private long start;

    public LaunchProfile Profile { get; } = profile;

    /// <summary>A pass begins.</summary>
    /// <param name="firstLaunch">Its first launch.</param>
    public void Begin(int firstLaunch) => (next, current) = (firstLaunch, None);

    /// <summary>The next launch begins, and the one before it has ended.</summary>
    public void Next()
    {
        Finish();
        current = next++;
        start = Stopwatch.GetTimestamp();
    }

    /// <summary>The pass has ended.</summary>
    public void End()
    {
        Finish();
        current = None;
    }

    private void Finish()
    {
        if (current != None)
            Profile.Add(current, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
