using System.Collections.Immutable;
using System.Globalization;
using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Training;

/// <summary>What a checkpoint says for the program: the settings and the data that training goes on with.</summary>
internal static class CheckpointNotes
{
    private const string Data = "data";
    private const string Epochs = "epochs";
    private const string BatchSize = "batch";
    private const string DropLast = "drop_last";
    private const string Recipe = "recipe";
    private const string Schedule = "schedule";
    private const string Power = "schedule_power";
    private const string MinScale = "min_scale";
    private const string MaxScale = "max_scale";
    private const string Flip = "flip";
    private const string SmallImages = "small_images";
    private const string Void = "void";
    private const string Head = "head";

    /// <summary>Writes down settings and data.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="data">The data set's folder.</param>
    public static ImmutableSortedDictionary<string, string> From(TrainingSettings settings, string data) =>
        new Dictionary<string, string>
        {
            [Data] = data,
            [Epochs] = settings.Epochs.ToString(),
            [BatchSize] = settings.BatchSize.ToString(),
            [DropLast] = settings.DropLast.ToString(),
            [Recipe] = settings.Recipe.ToString(),
            [Schedule] = settings.Schedule.ToString(),
            [Power] = Text(settings.SchedulePower),
            [MinScale] = Text(settings.MinScale),
            [MaxScale] = Text(settings.MaxScale),
            [Flip] = settings.Flip.ToString(),
            [SmallImages] = settings.SmallImages.ToString(),
            [Void] = settings.Void.ToString(),
            [Head] = settings.Head.ToString(),
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The settings that a checkpoint was written with. How often checkpoints are written is not one of them.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <exception cref="InputException">The program did not write it.</exception>
    public static TrainingSettings ReadSettings(Checkpoint checkpoint, string path) => new()
    {
        Epochs = ReadNumber(checkpoint, path, Epochs),
        BatchSize = ReadNumber(checkpoint, path, BatchSize),
        DropLast = ReadSwitch(checkpoint, path, DropLast),
        Sgd = checkpoint.Options,
        Recipe = ReadName<Recipe>(checkpoint, path, Recipe),
        Schedule = ReadName<LearningRateSchedule>(checkpoint, path, Schedule),
        SchedulePower = ReadReal(checkpoint, path, Power),
        MinScale = ReadReal(checkpoint, path, MinScale),
        MaxScale = ReadReal(checkpoint, path, MaxScale),
        Flip = ReadSwitch(checkpoint, path, Flip),
        SmallImages = ReadName<SmallImages>(checkpoint, path, SmallImages),
        Seed = checkpoint.Seed,
        Void = ReadName<VoidHandling>(checkpoint, path, Void),
        Head = ReadName<HeadInitialization>(checkpoint, path, Head),
    };

    /// <summary>The folder of the data set that a checkpoint was trained on.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="path">Its file, for messages.</param>
    /// <exception cref="InputException">The program did not write it.</exception>
    public static string ReadData(Checkpoint checkpoint, string path) => Read(checkpoint, path, Data);

    private static int ReadNumber(Checkpoint checkpoint, string path, string note) =>
        int.TryParse(Read(checkpoint, path, note), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1
            ? number
            : throw Unreadable(path, note);

    private static float ReadReal(Checkpoint checkpoint, string path, string note) =>
        float.TryParse(Read(checkpoint, path, note), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) && number >= 0
            ? number
            : throw Unreadable(path, note);

    private static bool ReadSwitch(Checkpoint checkpoint, string path, string note) =>
        bool.TryParse(Read(checkpoint, path, note), out var value) ? value : throw Unreadable(path, note);

    private static string Text(float number) => number.ToString("R");

    private static T ReadName<T>(Checkpoint checkpoint, string path, string note)
        where T : struct, Enum =>
        Enum.TryParse<T>(Read(checkpoint, path, note), out var value) && Enum.IsDefined(value) ? value : throw Unreadable(path, note);

    private static string Read(Checkpoint checkpoint, string path, string note) =>
        checkpoint.Notes.TryGetValue(note, out var text) ? text : throw new InputException($"{path}: the checkpoint lacks the note '{note}'");

    private static InputException Unreadable(string path, string note) =>
        new($"{path}: the checkpoint's note '{note}' cannot be read");
}
