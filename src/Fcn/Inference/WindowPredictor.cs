using Fcn.Data;
using ShapeNet;
using ShapeNet.Runtime;

namespace Fcn.Inference;

/// <summary>
/// Runs a network of a fixed input size on images of any size: in windows that together cover the image, their logits
/// averaged where they overlap. What it keeps in memory is one row of windows, whatever the image's height.
/// </summary>
/// <typeparam name="TInput">The shape of a window: 3 channels, rows, columns.</typeparam>
/// <typeparam name="TOutput">The shape of its logits: classes, the same rows and columns.</typeparam>
internal sealed class WindowPredictor<TInput, TOutput>
    where TInput : IShape
    where TOutput : IShape
{
    private static readonly int Classes = TOutput.Dimensions[0];
    private static readonly int Height = TOutput.Dimensions[1];
    private static readonly int Width = TOutput.Dimensions[2];

    private readonly Predictor<TInput, TOutput> predictor;
    private readonly float overlap;
    private readonly WindowBlend blend;
    private readonly Batch<TInput> windows;
    private readonly Batch<TOutput> logits;
    private readonly int[] columns;

    // A ring: row y of the image is row y mod Height of the band.
    private float[] band = [];

    /// <summary>Prepares for images.</summary>
    /// <param name="predictor">The network.</param>
    /// <param name="overlap">The least share of a window that the next one covers too.</param>
    /// <param name="blend">How much a window counts where.</param>
    public WindowPredictor(Predictor<TInput, TOutput> predictor, float overlap, WindowBlend blend)
    {
        if (TInput.Dimensions.Length != 3 || TInput.Dimensions[0] != 3 || !TInput.Dimensions[1..].SequenceEqual(TOutput.Dimensions[1..]))
            throw new ArgumentException($"Windows of {TInput.Text} with logits of {TOutput.Text}: windows have 3 channels, and logits their rows and columns.");
        this.predictor = predictor;
        this.overlap = overlap;
        this.blend = blend;
        windows = new(predictor.Capacity);
        logits = new(predictor.Capacity);
        columns = new int[predictor.Capacity];
    }

    /// <summary>How many windows cover an image.</summary>
    public int Count(int width, int height) =>
        new WindowAxis(width, Width, overlap, blend).Starts.Length * new WindowAxis(height, Height, overlap, blend).Starts.Length;

    /// <summary>Predicts every pixel.</summary>
    /// <param name="rgb">The image, three bytes a pixel.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="use">Takes each row's number and the logits of its pixels, from the first row to the last.</param>
    public void Predict(ReadOnlySpan<byte> rgb, int width, int height, Action<int, ReadOnlySpan<float>> use)
    {
        if (rgb.Length != 3 * width * height)
            throw new ArgumentException($"{rgb.Length} bytes for {width}×{height} pixels.", nameof(rgb));
        var (across, down) = (new WindowAxis(width, Width, overlap, blend), new WindowAxis(height, Height, overlap, blend));
        if (band.Length < Height * across.Length * Classes)
            band = new float[Height * across.Length * Classes];
        Array.Clear(band);

        var done = 0;
        foreach (var top in down.Starts)
        {
            // No further window reaches the rows above this one's.
            done = Finish(done, top);
            for (var first = 0; first < across.Starts.Length; first += predictor.Capacity)
            {
                var count = Math.Min(predictor.Capacity, across.Starts.Length - first);
                windows.Count = count;
                for (var i = 0; i < count; i++)
                {
                    columns[i] = across.Starts[first + i];
                    Cut(rgb, width, height, columns[i], top, windows.Image(i));
                }

                predictor.Predict(windows, logits);
                for (var i = 0; i < count; i++)
                    Add(logits.Image(i), columns[i], top, across, down);
            }
        }

        Finish(done, height);

        int Finish(int from, int to)
        {
            for (var y = from; y < to; y++)
            {
                var row = band.AsSpan(y % Height * across.Length * Classes, across.Length * Classes);
                for (var x = 0; x < width; x++)
                {
                    var sum = across.Sums[x] * down.Sums[y];
                    foreach (ref var value in row.Slice(x * Classes, Classes))
                        value /= sum;
                }

                use(y, row[..(width * Classes)]);
                row.Clear();
            }

            return to;
        }
    }

    /// <summary>A window's normalised colours; beyond the image the mean colour, which is zero.</summary>
    private static void Cut(ReadOnlySpan<byte> rgb, int width, int height, int left, int top, Span<float> window)
    {
        var inside = Math.Min(Width, width - left);
        for (var y = 0; y < Height; y++)
        {
            var row = window.Slice(3 * y * Width, 3 * Width);
            if (top + y >= height)
            {
                row.Clear();
                continue;
            }

            Normalization.Normalize(rgb.Slice(3 * (((top + y) * width) + left), 3 * inside), row);
            row[(3 * inside)..].Clear();
        }
    }

    private void Add(ReadOnlySpan<float> scores, int left, int top, WindowAxis across, WindowAxis down)
    {
        for (var y = 0; y < Height; y++)
        {
            var target = band.AsSpan((((top + y) % Height * across.Length) + left) * Classes, Width * Classes);
            var source = scores.Slice(y * Width * Classes, Width * Classes);
            for (var x = 0; x < Width; x++)
            {
                var weight = down.Weights[y] * across.Weights[x];
                for (var i = x * Classes; i < (x + 1) * Classes; i++)
                    target[i] += weight * source[i];
            }
        }
    }
}
