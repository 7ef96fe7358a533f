using System.Diagnostics;

namespace ShapeNet.Runtime;

/// <summary>Takes the times of launches for a profile, from the beginning of one to the beginning of the next.</summary>
/// <param name="profile">Takes them down.</param>
/// <param name="wait">Waits for the launches' work, where they return before it is done.</param>
internal sealed class LaunchClock(LaunchProfile profile, Action? wait = null)
{
    private const int None = -1;

    private int next;
    private int current = None;
    private long start;

    public LaunchProfile Profile { get; } = profile;

    /// <summary>A pass begins.</summary>
    /// <param name="firstLaunch">Its first launch.</param>
    public void Begin(int firstLaunch)
    {
        wait?.Invoke();
        (next, current) = (firstLaunch, None);
    }

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
        if (current == None)
            return;
        wait?.Invoke();
        Profile.Add(current, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }
}
