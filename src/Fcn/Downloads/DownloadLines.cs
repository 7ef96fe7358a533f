namespace Fcn.Downloads;

/// <summary>Shows downloads as text: one line that is written over where a person looks on, a line for every tenth elsewhere.</summary>
/// <param name="writer">Where to write.</param>
/// <param name="overwrites">Whether a line can be written over.</param>
internal sealed class DownloadLines(TextWriter writer, bool overwrites) : IDownloadProgress
{
    private const double MegaByte = 1e6;
    private const int LinesPerFile = 10;
    private const int UpdatesPerFile = 1000;

    private string name = "";
    private long shown;

    public void Begin(RemoteFile file, string path)
    {
        (name, shown) = (file.Name, 0);
        writer.WriteLine($"{file.Address} → {path}");
    }

    public void Received(long received, long? total)
    {
        var step = total / (overwrites ? UpdatesPerFile : LinesPerFile) ?? (long)(10 * MegaByte);
        if (received - shown < Math.Max(1, step) && received != total)
            return;

        shown = received;
        var line = total is { } all
            ? $"{name}: {received / MegaByte:0.0} of {all / MegaByte:0.0} MB"
            : $"{name}: {received / MegaByte:0.0} MB";
        if (overwrites)
            writer.Write($"\r{line}");
        else
            writer.WriteLine(line);
    }

    public void End()
    {
        if (overwrites)
            writer.WriteLine();
    }
}
