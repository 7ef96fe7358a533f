namespace Fcn.Data;

/// <summary>
/// Crops ready for a training step. The arrays belong to the loader, have room for a full batch and are used again:
/// a batch is valid until the next one is asked for.
/// </summary>
internal sealed class Batch
{
    private readonly int[] samples;

    internal Batch(BatchOptions options)
    {
        Height = options.Height;
        Width = options.Width;
        samples = new int[options.BatchSize];
        Images = new float[options.BatchSize * ImageLength];
        Labels = new int[options.BatchSize * PixelsPerImage];
        Truth = new byte[options.BatchSize * PixelsPerImage];
    }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; internal set; }

    /// <summary>The step within the epoch, from 0.</summary>
    public int Step { get; internal set; }

    /// <summary>How many images are in the batch.</summary>
    public int Count { get; internal set; }

    /// <summary>The crops' rows.</summary>
    public int Height { get; }

    /// <summary>The crops' columns.</summary>
    public int Width { get; }

    /// <summary>Normalised colours, count × height × width × 3.</summary>
    public float[] Images { get; }

    /// <summary>Labels for the loss, count × height × width: a class, or <see cref="VocPalette.Void"/> where void is ignored.</summary>
    public int[] Labels { get; }

    /// <summary>Labels for the metrics, count × height × width: void stays <see cref="VocPalette.Void"/> however the loss counts it.</summary>
    public byte[] Truth { get; }

    /// <summary>Where in the data set the images are.</summary>
    public ReadOnlySpan<int> Samples => samples.AsSpan(0, Count);

    /// <summary>The values of one image in <see cref="Images"/>.</summary>
    public int ImageLength => 3 * PixelsPerImage;

    /// <summary>The values of one image in <see cref="Labels"/> and <see cref="Truth"/>.</summary>
    public int PixelsPerImage => Height * Width;

    internal Span<int> AllSamples => samples;
}
