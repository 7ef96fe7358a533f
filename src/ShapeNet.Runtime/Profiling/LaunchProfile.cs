namespace ShapeNet.Runtime;

/// <summary>How long the launches of a program took, every time it ran while the profile was set.</summary>
public sealed class LaunchProfile
{
    private readonly List<double>[] seconds;

    /// <summary>An empty profile.</summary>
    /// <param name="program">The program whose launches are measured.</param>
    public LaunchProfile(ProgramReport program)
    {
        ArgumentNullException.ThrowIfNull(program);
        if (program.Launches.IsEmpty)
            throw new ArgumentException("A program whose launches nobody knows cannot be measured.", nameof(program));
        Program = program;
        seconds = new List<double>[program.Launches.Length];
        for (var i = 0; i < seconds.Length; i++)
            seconds[i] = [];
    }

    /// <summary>The program.</summary>
    public ProgramReport Program { get; }

    /// <summary>The seconds that a launch took, one for each run.</summary>
    /// <param name="launch">Its place among <see cref="ProgramReport.Launches"/>.</param>
    public IReadOnlyList<double> Seconds(int launch) => seconds[launch];

    /// <summary>Takes down a time.</summary>
    /// <param name="launch">The launch's place among <see cref="ProgramReport.Launches"/>.</param>
    /// <param name="elapsed">Seconds.</param>
    internal void Add(int launch, double elapsed) => seconds[launch].Add(elapsed);
}
