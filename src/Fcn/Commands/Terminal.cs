using Fcn.Downloads;
using Spectre.Console;

namespace Fcn.Commands;

/// <summary>Where the program writes.</summary>
internal sealed class Terminal
{
    /// <summary>What is no terminal cuts no lines.</summary>
    private const int UnlimitedWidth = 1000;

    private readonly Lazy<IAnsiConsole> console;

    /// <summary>Writes to the given streams.</summary>
    /// <param name="output">Results.</param>
    /// <param name="error">Faults and notes.</param>
    /// <param name="isInteractive">Whether a person looks at the output as it appears, on a terminal that can redraw.</param>
    public Terminal(TextWriter output, TextWriter error, bool isInteractive)
    {
        Output = output;
        Error = error;
        IsInteractive = isInteractive;
        console = new(CreateConsole);
    }

    /// <summary>The terminal, or the files and pipes, that the process was started with.</summary>
    public static Terminal OfProcess() => new(System.Console.Out, System.Console.Error, !System.Console.IsOutputRedirected);

    /// <summary>Standard output.</summary>
    public TextWriter Output { get; }

    /// <summary>Standard error.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person looks at the output as it appears, on a terminal that can redraw.</summary>
    public bool IsInteractive { get; }

    /// <summary>Standard output for tables and colours; plain text where it is no terminal.</summary>
    public IAnsiConsole Console => console.Value;

    /// <summary>Fetches published files into this user's cache, and tells of it beside the results.</summary>
    public Downloader CreateDownloader() => new(CacheFolder.Default, new DownloadLines(Error, IsInteractive));

    private IAnsiConsole CreateConsole()
    {
        var created = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Output),
            Ansi = IsInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = IsInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = IsInteractive ? InteractionSupport.Detect : InteractionSupport.No,
        });
        if (!IsInteractive)
            created.Profile.Width = UnlimitedWidth;
        return created;
    }
}
