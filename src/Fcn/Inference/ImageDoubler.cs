using Fcn.Networks;
using Fcn.Shapes;
using ShapeNet.Runtime;

namespace Fcn.Inference;

/// <summary>
/// Doubles images of any size with <see cref="Doubling"/>, tile by tile. A pixel of the output depends on the nearest two
/// pixels of the input along each axis, so tiles that overlap by one pixel, less the outermost row and column of what they
/// give, make exactly what one transposed convolution of the whole image gives.
/// </summary>
internal sealed class ImageDoubler
{
    private static readonly int Tile = S3x64x64.Dimensions[1];

    private readonly Predictor<S3x64x64, S3x128x128> network;
    private readonly Batch<S3x64x64> input = new(1);
    private readonly Batch<S3x128x128> output = new(1);

    /// <summary>Takes a network; its weights are those of bilinear interpolation, whatever the seed.</summary>
    public ImageDoubler(Predictor<S3x64x64, S3x128x128> network)
    {
        this.network = network;
        network.Initialize(seed: 0);
    }

    /// <summary>Doubles an image.</summary>
    /// <param name="values">Its colours, three a pixel.</param>
    /// <param name="width">Its width.</param>
    /// <param name="height">Its height.</param>
    /// <returns>The colours of twice as many rows and columns.</returns>
    public float[] Double(ReadOnlySpan<float> values, int width, int height)
    {
        var doubled = new float[3 * 2 * width * 2 * height];
        foreach (var top in Starts(height))
        {
            foreach (var left in Starts(width))
            {
                Cut(values, width, height, left, top);
                network.Predict(input, output);
                Paste(doubled, width, height, left, top);
            }
        }

        return doubled;
    }

    /// <summary>Where tiles begin along an axis: they overlap by one pixel, and by more only in order not to pass the end.</summary>
    private static IEnumerable<int> Starts(int length)
    {
        var start = 0;
        for (; start + Tile < length; start += Tile - 1)
            yield return start;
        yield return Math.Max(0, Math.Min(start, length - Tile));
    }

    /// <summary>Beyond the image is nothing, as beyond the input of any convolution.</summary>
    private void Cut(ReadOnlySpan<float> values, int width, int height, int left, int top)
    {
        input.Values.Clear();
        var (columns, rows) = (Math.Min(Tile, width - left), Math.Min(Tile, height - top));
        for (var y = 0; y < rows; y++)
            values.Slice(3 * (((top + y) * width) + left), 3 * columns).CopyTo(input.Values[(3 * y * Tile)..]);
    }

    private void Paste(Span<float> doubled, int width, int height, int left, int top)
    {
        var (firstX, lastX) = Known(left, width);
        var (firstY, lastY) = Known(top, height);
        for (var y = firstY; y < lastY; y++)
        {
            output.Values.Slice(3 * ((y * 2 * Tile) + firstX), 3 * (lastX - firstX))
                .CopyTo(doubled[(3 * ((((2 * top) + y) * 2 * width) + (2 * left) + firstX))..]);
        }
    }

    /// <summary>Which of a tile's outputs along an axis do not depend on pixels of the image beyond the tile.</summary>
    private static (int First, int Last) Known(int start, int length) =>
        (start == 0 ? 0 : 1, start + Tile >= length ? 2 * (length - start) : (2 * Tile) - 1);
}
