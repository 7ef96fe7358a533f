using System.Globalization;
using System.Text;
using Fcn.Data;
using Fcn.Metrics;
using Fcn.Pictures;

namespace Fcn.Training;

/// <summary>What a row of the log is about.</summary>
internal enum LogSplit
{
    /// <summary>A training step.</summary>
    Train,

    /// <summary>An evaluation on the validation images at an epoch's end.</summary>
    Val,
}

/// <summary>A row of the log.</summary>
/// <param name="Split">What it is about.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Step">Steps done.</param>
/// <param name="Images">Images seen.</param>
/// <param name="Pixels">Pixels that counted.</param>
/// <param name="Loss">The mean loss of an image.</param>
/// <param name="Scores">How right the predictions were.</param>
/// <param name="Seconds">How long it took.</param>
internal readonly record struct LogRow(
    LogSplit Split, int Epoch, long Step, int Images, long Pixels, double Loss, Scores Scores, double Seconds);

/// <summary>The log of a run, <c>log.csv</c>: every row is in the file as soon as it is added.</summary>
internal sealed class TrainingLog : IDisposable
{
    private const string Header = 
        "split,epoch,step,images,pixels,loss,pixel_accuracy,mean_accuracy,mean_iou,frequency_weighted_iou,"
        + "pixel_accuracy_void_background,pixel_accuracy_void_ignored,seconds";

    private readonly string path;
    private readonly List<LogRow> rows;
    private readonly FileStream stream;

    private TrainingLog(string path, List<LogRow> rows)
    {
        this.path = path;
        this.rows = rows;

        // What a killed run wrote behind its last checkpoint is written once more when it is trained once more.
        var text = new StringBuilder().Append(Header).Append('\n');
        foreach (var row in rows)
            text.Append(Text(row));
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        OutputFile.Write(path, file => file.Write(bytes));
        stream = Guard(() => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read));
    }

    /// <summary>Begins a log.</summary>
    public static TrainingLog Create(string path) => new(path, []);

    /// <summary>Goes on with the log of a run, as it was at a checkpoint; begins one where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="epochs">The checkpoint's finished epochs.</param>
    /// <param name="step">The checkpoint's finished steps.</param>
    /// <exception cref="InputException">The file is something else.</exception>
    public static TrainingLog Continue(string path, int epochs, long step) =>
        new(path, [.. Read(path).Where(row => row.Split == LogSplit.Val ? row.Epoch <= epochs : row.Step <= step)]);

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<LogRow> Rows => rows;

    /// <summary>Adds a row.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Add(LogRow row)
    {
        rows.Add(row);
        Guard(() =>
        {
            stream.Write(Encoding.UTF8.GetBytes(Text(row)));
            stream.Flush();
            return stream;
        });
    }

    public void Dispose() => stream.Dispose();

    private static List<LogRow> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Header)
            throw new InputException($"{path}: not the log of a training run; remove it to go on without");

        var rows = new List<LogRow>();
        for (var i = 1; i < lines.Length; i++)
        {
            if (Parse(lines[i]) is { } row)
                rows.Add(row);
            else if (i < lines.Length - 1)
                throw new InputException($"{path}: line {i + 1} cannot be read; remove the file to go on without");
        }

        return rows;
    }

    private static string Text(LogRow row) => string.Join(
        ',', row.Split == LogSplit.Train ? "train" : "val", row.Epoch, row.Step, row.Images, row.Pixels, Text(row.Loss),
        Text(row.Scores.PixelAccuracy), Text(row.Scores.MeanAccuracy), Text(row.Scores.MeanIoU), Text(row.Scores.FrequencyWeightedIoU),
        Text(row.Scores.PixelAccuracyVoidAsBackground), Text(row.Scores.PixelAccuracyVoidIgnored), $"{row.Seconds:0.0000}\n");

    /// <summary>Nothing stands for what was not measured.</summary>
    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R");

    /// <summary>Nothing for a line that is no row: the last one of a killed run may be cut short.</summary>
    private static LogRow? Parse(string line)
    {
        var culture = CultureInfo.InvariantCulture;
        var fields = line.Split(',');
        if (fields.Length != Header.Split(',').Length || fields[0] is not ("train" or "val")
            || !int.TryParse(fields[1], culture, out var epoch)
            || !long.TryParse(fields[2], culture, out var step)
            || !int.TryParse(fields[3], culture, out var images)
            || !long.TryParse(fields[4], culture, out var pixels))
        {
            return null;
        }

        var values = new double[fields.Length - 5];
        for (var i = 0; i < values.Length; i++)
        {
            if (!double.TryParse(fields[i + 5].Length == 0 ? "NaN" : fields[i + 5], culture, out values[i]))
                return null;
        }

        return new(
            fields[0] == "train" ? LogSplit.Train : LogSplit.Val, epoch, step, images, pixels, values[0],
            new Scores(values[1], values[2], values[3], values[4], values[5], values[6]), values[7]);
    }

    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be written: {exception.Message}", exception);
        }
    }
}
