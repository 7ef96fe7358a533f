using Fcn.Data;

namespace Fcn.Training;

/// <summary>The folder that a training run writes to.</summary>
/// <param name="Path">The folder.</param>
internal sealed record RunFolder(string Path)
{
    /// <summary>Where runs go that were given no folder of their own.</summary>
    public const string Parent = "runs";

    /// <summary>The latest checkpoint.</summary>
    public string Checkpoint => System.IO.Path.Combine(Path, "checkpoint.safetensors");

    /// <summary>One row for each step and each evaluation.</summary>
    public string Log => System.IO.Path.Combine(Path, "log.csv");

    /// <summary>All metrics of the latest evaluation, by class too, and its confusion matrix.</summary>
    public string Evaluation => System.IO.Path.Combine(Path, "evaluation.json");

    /// <summary>Loss and accuracy over the epochs.</summary>
    public string Curves => System.IO.Path.Combine(Path, "curves.png");

    /// <summary>Crops beside their predictions and the truth.</summary>
    public string Predictions => System.IO.Path.Combine(Path, "predictions.png");

    /// <summary>The whole run on one page.</summary>
    public string Report => System.IO.Path.Combine(Path, "report.html");

    /// <summary>What was typed, and all settings that held.</summary>
    public string Record => System.IO.Path.Combine(Path, "run.json");

    /// <summary>Makes the folder of a new run.</summary>
    /// <param name="requested">The folder that was asked for; otherwise the next free number in <see cref="Parent"/>.</param>
    /// <param name="name">What the run is called there: network and data.</param>
    /// <exception cref="InputException">The folder cannot be made.</exception>
    public static RunFolder Create(string? requested, string name)
    {
        var folder = new RunFolder(requested ?? NextFree(name));
        try
        {
            Directory.CreateDirectory(folder.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder.Path}: the folder cannot be made: {exception.Message}", exception);
        }

        return folder;
    }

    /// <summary>Refuses a folder that holds a run.</summary>
    /// <param name="requested">The folder that was asked for, if one was.</param>
    /// <exception cref="InputException">It holds one.</exception>
    public static void ThrowIfTaken(string? requested)
    {
        if (requested is not null && File.Exists(new RunFolder(requested).Checkpoint))
            throw new InputException($"--out {requested}: holds a run already; --resume continues it");
    }

    /// <summary>Finds the run to go on with.</summary>
    /// <param name="requested">Its folder; otherwise the one in <see cref="Parent"/> whose checkpoint is the newest.</param>
    /// <exception cref="InputException">There is no checkpoint.</exception>
    public static RunFolder Find(string? requested)
    {
        if (requested is not null)
        {
            var folder = new RunFolder(requested);
            return File.Exists(folder.Checkpoint)
                ? folder
                : throw new InputException($"--resume: there is no {folder.Checkpoint}");
        }

        var runs = Directory.Exists(Parent) ? Directory.GetDirectories(Parent).Select(path => new RunFolder(path)) : [];
        return runs.Where(run => File.Exists(run.Checkpoint)).MaxBy(run => File.GetLastWriteTimeUtc(run.Checkpoint))
            ?? throw new InputException($"--resume: no folder in ./{Parent} holds a checkpoint; --out names the run's folder");
    }

    private static string NextFree(string name)
    {
        for (var number = 1; ; number++)
        {
            var path = System.IO.Path.Combine(Parent, $"{name}-{number}");
            if (!Directory.Exists(path))
                return path;
        }
    }
}
