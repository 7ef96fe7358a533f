using ShapeNet.Runtime;

namespace Fcn.Data;

/// <summary>Cuts a crop out of an image and its labels at the same place, resized and mirrored if the options say so.</summary>
internal sealed class CropReader
{
    private readonly BatchOptions options;
    private readonly int height;
    private readonly int width;
    private readonly byte[] row;
    private readonly int[] labelOf = new int[256];

    public CropReader(BatchOptions options, int height, int width)
    {
        this.options = options;
        this.height = height;
        this.width = width;
        row = new byte[3 * width];
        for (var value = 0; value < labelOf.Length; value++)
            labelOf[value] = value == VocPalette.Void && options.Void == VoidHandling.Background ? 0 : value;
    }

    /// <summary>Writes one crop.</summary>
    /// <param name="sample">The decoded image and labels.</param>
    /// <param name="random">Chooses scale, place and mirroring.</param>
    /// <param name="image">Normalised colours, height × width × 3.</param>
    /// <param name="labels">Labels for the loss.</param>
    /// <param name="truth">Labels for the metrics.</param>
    public void Write(DecodedSample sample, RandomStream random, Span<float> image, Span<int> labels, Span<byte> truth)
    {
        var view = new View(sample, options, height, width, random);
        for (var y = 0; y < height; y++)
        {
            var rowImage = image.Slice(3 * y * width, 3 * width);
            var rowTruth = truth.Slice(y * width, width);
            if (view.IsPlain)
                CopyRow(sample, view.Left, view.Top + y, rowImage, rowTruth);
            else
                ResampleRow(sample, view, y, rowImage, rowTruth);
        }

        for (var i = 0; i < truth.Length; i++)
            labels[i] = labelOf[truth[i]];
    }

    private static void CopyRow(DecodedSample sample, int left, int y, Span<float> images, Span<byte> truth)
    {
        var start = (y * sample.Width) + left;
        Normalization.Normalize(sample.Rgb.Slice(3 * start, images.Length), images);
        sample.Truth.Slice(start, truth.Length).CopyTo(truth);
    }

    /// <summary>Colours between the four nearest pixels, labels from the nearest one; beyond the image, mean colour and void.</summary>
    private void ResampleRow(DecodedSample sample, View view, int y, Span<float> images, Span<byte> truth)
    {
        var sourceY = view.SourceY(y);
        for (var x = 0; x < truth.Length; x++)
        {
            if (view.IsOutside(x, y))
            {
                truth[x] = VocPalette.Void;
                continue;
            }

            var sourceX = view.SourceX(x);
            Interpolate(sample, sourceX, sourceY, row.AsSpan(3 * x, 3));
            var nearestX = Math.Clamp((int)MathF.Round(sourceX), 0, sample.Width - 1);
            var nearestY = Math.Clamp((int)MathF.Round(sourceY), 0, sample.Height - 1);
            truth[x] = sample.Truth[(nearestY * sample.Width) + nearestX];
        }

        Normalization.Normalize(row, images);
        for (var x = 0; x < truth.Length; x++)
        {
            if (view.IsOutside(x, y))
                images.Slice(3 * x, 3).Clear();
        }
    }

    private static void Interpolate(DecodedSample sample, float x, float y, Span<byte> pixel)
    {
        x = Math.Clamp(x, 0, sample.Width - 1);
        y = Math.Clamp(y, 0, sample.Height - 1);
        var (left, top) = ((int)x, (int)y);
        var (right, bottom) = (Math.Min(left + 1, sample.Width - 1), Math.Min(top + 1, sample.Height - 1));
        var (shareX, shareY) = (x - left, y - top);
        var rgb = sample.Rgb;
        for (var channel = 0; channel < 3; channel++)
        {
            var above = Blend(At(rgb, left, top, channel), At(rgb, right, top, channel), shareX);
            var below = Blend(At(rgb, left, bottom, channel), At(rgb, right, bottom, channel), shareX);
            pixel[channel] = (byte)(Blend(above, below, shareY) + 0.5f);
        }

        byte At(ReadOnlySpan<byte> values, int column, int line, int channel) => values[(3 * ((line * sample.Width) + column)) + channel];

        static float Blend(float from, float to, float share) => from + ((to - from) * share);
    }

    /// <summary>Which part of the image the crop shows.</summary>
    private readonly struct View
    {
        private readonly float scale;
        private readonly int width;
        private readonly int scaledWidth;
        private readonly int scaledHeight;
        private readonly bool mirrored;

        public View(DecodedSample sample, BatchOptions options, int height, int width, RandomStream random)
        {
            // Always as many numbers, in the same order: turning one augmentation on leaves the others' choices alone.
            var (scaleShare, top, left, side) = (random.NextDouble(), random.NextDouble(), random.NextDouble(), random.NextDouble());
            this.width = width;
            scale = options.MinScale + (float)(scaleShare * (options.MaxScale - options.MinScale));
            scaledWidth = Math.Max(1, (int)MathF.Round(sample.Width * scale));
            scaledHeight = Math.Max(1, (int)MathF.Round(sample.Height * scale));
            Top = (int)(top * Math.Max(1, scaledHeight - height + 1));
            Left = (int)(left * Math.Max(1, scaledWidth - width + 1));
            mirrored = options.Flip && side < 0.5;
            IsPlain = scale == 1 && !mirrored && scaledWidth >= width && scaledHeight >= height;
        }

        public int Top { get; }

        public int Left { get; }

        /// <summary>Whether the crop is a part of the image as it is.</summary>
        public bool IsPlain { get; }

        public float SourceY(int y) => ((Top + y + 0.5f) / scale) - 0.5f;

        public float SourceX(int x) => ((Column(x) + 0.5f) / scale) - 0.5f;

        public bool IsOutside(int x, int y) => Column(x) >= scaledWidth || Top + y >= scaledHeight;

        private int Column(int x) => Left + (mirrored ? width - 1 - x : x);
    }
}
