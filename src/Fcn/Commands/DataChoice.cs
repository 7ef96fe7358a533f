using Fcn.Data;
using Fcn.Training;

namespace Fcn.Commands;

/// <summary>The data set that was asked for, or the one to take when none was.</summary>
/// <param name="Source">Where it comes from, in the words of <c>--data</c>: it can be asked for again from anywhere.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Reason">Why it is this one, in one sentence.</param>
internal sealed record DataChoice(string Source, string Folder, string Reason)
{
    /// <summary>Where data sets are kept, below the current folder.</summary>
    public const string Parent = "data";

    /// <summary>The synthetic data set's name.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>What the data set is called in the names of runs.</summary>
    public string Name => Source == Synthetic ? Synthetic : "voc";

    /// <summary>How to train on it unless said.</summary>
    public Recipe Recipe => Source == Synthetic ? Recipe.Synthetic : Recipe.Chapter;

    /// <summary>Finds the data set; writes the synthetic one if it is needed and not there yet.</summary>
    /// <param name="request">The value of <c>--data</c>, if there is one.</param>
    /// <exception cref="InputException">There is no such data set.</exception>
    public static DataChoice Open(string? request)
    {
        if (request == Synthetic)
            return OpenSynthetic("The synthetic set was asked for.");
        if (request is not null)
            return new(Path.GetFullPath(request), VocFolder.Find(request).Root, "This folder was asked for.");
        return VocFolder.TryFind(Parent) is { } found
            ? new(Path.GetFullPath(found.Root), found.Root, $"VOC2012 is in ./{Parent}.")
            : OpenSynthetic($"There is no VOC2012 in ./{Parent}, and --data names none.");
    }

    private static DataChoice OpenSynthetic(string reason) =>
        new(Synthetic, SyntheticVoc.EnsureWritten(Parent, new SyntheticOptions()), reason);
}
