using Fcn.Data.Synthetic;
using Fcn.Pictures;
using ShapeNet.Runtime;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Jpeg;

namespace Fcn.Data;

/// <summary>
/// Writes a data set in Pascal VOC2012's own layout from nothing but a seed: textured, overlapping objects of a few of
/// VOC's classes before textured backdrops, with void outlines in the label images.
/// </summary>
internal static class SyntheticVoc
{
    /// <summary>Part of the folder's name: a set drawn differently is another set.</summary>
    private const string DrawingVersion = "v1";

    private const int JpegQuality = 92;

    /// <summary>Sizes as VOC's photographs have them, none smaller than the 480×320 crop.</summary>
    private static readonly (int Width, int Height)[] Sizes = [(500, 375), (500, 333), (500, 375), (486, 364), (500, 400), (500, 334)];

    /// <summary>The VOC classes that occur besides background.</summary>
    public static ReadOnlySpan<byte> Classes => SceneObjects.Classes;

    /// <summary>Finds the set among those kept in a folder, or writes it there.</summary>
    /// <returns>The set's own folder.</returns>
    public static string EnsureWritten(string parent, SyntheticOptions options, Action<int, int>? progress = null)
    {
        var folder = Path.Combine(parent, $"synthetic-{DrawingVersion}-{options.Train}-{options.Val}-seed{options.Seed}");
        if (!Directory.Exists(folder))
            Write(folder, options, progress);
        return folder;
    }

    /// <summary>Writes a set. The folder appears when the set is complete.</summary>
    /// <param name="folder">A folder that is not there yet, or is empty.</param>
    /// <param name="options">What to draw.</param>
    /// <param name="progress">Told how many images are done, of how many.</param>
    /// <exception cref="InputException">The folder holds something, or cannot be written.</exception>
    public static void Write(string folder, SyntheticOptions options, Action<int, int>? progress = null)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new InputException($"{folder}: already holds files; the synthetic data set needs a folder of its own");
        var unfinished = new VocFolder($"{folder}.{Environment.ProcessId}.tmp");
        try
        {
            WriteAll(unfinished, options, progress);
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            Directory.Move(unfinished.Root, folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{folder}: the synthetic data set cannot be written: {exception.Message}", exception);
        }
        finally
        {
            if (Directory.Exists(unfinished.Root))
                Directory.Delete(unfinished.Root, recursive: true);
        }
    }

    private static void WriteAll(VocFolder voc, SyntheticOptions options, Action<int, int>? progress)
    {
        Directory.CreateDirectory(voc.Images);
        Directory.CreateDirectory(voc.Labels);
        Directory.CreateDirectory(voc.Lists);
        var count = options.Train + options.Val;
        var contents = DealClasses(count, options.Seed);
        var done = 0;
        try
        {
            Parallel.For(0, count, i =>
            {
                WriteImage(voc, options.Seed, i, contents[i]);
                progress?.Invoke(Interlocked.Increment(ref done), count);
            });
        }
        catch (AggregateException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }

        File.WriteAllLines(voc.List(VocSplit.Train), Enumerable.Range(0, options.Train).Select(Name));
        File.WriteAllLines(voc.List(VocSplit.Val), Enumerable.Range(options.Train, options.Val).Select(Name));
        File.WriteAllLines(Path.Combine(voc.Lists, "trainval.txt"), Enumerable.Range(0, count).Select(Name));
    }

    private static string Name(int index) => $"synthetic_{index:D6}";

    private static void WriteImage(VocFolder voc, ulong seed, int index, byte[] classes)
    {
        var (width, height) = Sizes[index % Sizes.Length];
        var scene = SyntheticScene.Draw(width, height, classes, new RandomStream(seed, $"scene {index}"));
        using (var image = scene.ToImage(new RandomStream(seed, $"grain {index}")))
            image.SaveAsJpeg(voc.Image(Name(index)), new JpegEncoder { Quality = JpegQuality });
        MaskFile.Write(voc.Label(Name(index)), scene.ToLabels(), width, height);
    }

    /// <summary>Two to four objects for each image. All classes are dealt once before any comes again, so that none is rare.</summary>
    private static byte[][] DealClasses(int count, ulong seed)
    {
        var random = new RandomStream(seed, "objects");
        var deck = SceneObjects.Classes.ToArray();
        var next = deck.Length;
        var contents = new byte[count][];
        for (var image = 0; image < count; image++)
        {
            contents[image] = new byte[2 + random.NextInt32(3)];
            for (var i = 0; i < contents[image].Length; i++)
            {
                if (next == deck.Length)
                {
                    random.Shuffle(deck.AsSpan());
                    next = 0;
                }

                contents[image][i] = deck[next++];
            }
        }

        return contents;
    }
}
