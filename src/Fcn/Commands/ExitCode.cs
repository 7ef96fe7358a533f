namespace Fcn.Commands;

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    /// <summary>128 + SIGINT, as shells count.</summary>
    public const int Interrupted = 130;
}
