using System.CommandLine;
using Fcn.Data;

namespace Fcn.Commands;

/// <summary>The options of <c>fcn train</c> that say which images, and how many of them stay in memory.</summary>
internal sealed class DataOptions
{
    private const long MebiByte = 1 << 20;

    private readonly Option<string?> data = CommonOptions.Data();

    private readonly Option<string?> trainList = new("--train-list")
    {
        Description = "A list of the images to train on instead of VOC's, such as SBD's; their labels stand in SegmentationClass, or in a folder SegmentationClassAug in the data set or beside the list. Images of VOC's validation list are left out.",
        HelpName = "FILE",
    };

    private readonly Option<int> cache = NumberOptions.WholeNumber("--cache-mib", "Mebibytes of decoded images that are kept in memory.", minimum: 0, defaultValue: 1024);

    /// <summary>The options, in the order in which the help lists them.</summary>
    public Option[] All => [data, trainList, cache];

    /// <summary>Finds what was asked for.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="terminal">Where a download is told of.</param>
    /// <exception cref="InputException">There is no such data set.</exception>
    public DataChoice Open(ParseResult arguments, Terminal terminal) =>
        DataChoice.Open(arguments.GetValue(data), terminal.CreateDownloader()).With(arguments.GetValue(trainList));

    /// <summary>Finds what a run was begun with.</summary>
    /// <param name="arguments">What was typed: it may not ask for something else.</param>
    /// <param name="source">What the run was begun with.</param>
    /// <param name="terminal">Where a download is told of.</param>
    /// <exception cref="InputException">There is no such data set, or it is not the run's.</exception>
    public DataChoice Reopen(ParseResult arguments, string source, Terminal terminal)
    {
        var begun = DataChoice.Reopen(source, terminal.CreateDownloader());
        if (arguments.GetValue(data) is { } request)
            TrainOptions.ThrowUnlessSame(data, DataChoice.Open(request, terminal.CreateDownloader()).With(begun.TrainList).Source, begun.Source);
        if (arguments.GetValue(trainList) is { } list)
            TrainOptions.ThrowUnlessSame(trainList, Path.GetFullPath(list), begun.TrainList ?? "VOC's own");
        return begun;
    }

    /// <summary>The memory for decoded images, of training and validation together.</summary>
    /// <param name="arguments">What was typed.</param>
    public CacheBudget Cache(ParseResult arguments) => new(arguments.GetValue(cache) * MebiByte);
}
