namespace Fcn.Data;

/// <summary>Cuts a crop out of an image and its labels at the same place, resized and mirrored if the options say so.</summary>
internal sealed class CropReader
{
    private readonly BatchOptions options;
    private readonly byte[] row;
    private readonly int[] labelOf = new int[256];

    public CropReader(BatchOptions options)
    {
        this.options = options;
        row = new byte[3 * options.Width];
        for (var value = 0; value < labelOf.Length; value++)
            labelOf[value] = value == VocPalette.Void && options.Void == VoidHandling.Background ? 0 : value;
    }

    /// <summary>Writes one crop.</summary>
    /// <param name="sample">The decoded image and labels.</param>
    /// <param name="random">Chooses scale, place and mirroring.</param>
    /// <param name="batch">Where the crop goes.</param>
    /// <param name="item">Which of the batch's images it becomes.</param>
    public void Write(DecodedSample sample, SeededRandom random, Batch batch, int item)
    {
        var scale = options.MinScale == options.MaxScale ? options.MinScale : random.Next(options.MinScale, options.MaxScale);
        var view = new View(sample, scale, options, ref random);
        var images = batch.Images.AsSpan(item * batch.ImageLength, batch.ImageLength);
        var labels = batch.Labels.AsSpan(item * batch.PixelsPerImage, batch.PixelsPerImage);
        var truth = batch.Truth.AsSpan(item * batch.PixelsPerImage, batch.PixelsPerImage);
        for (var y = 0; y < options.Height; y++)
        {
            var rowImages = images.Slice(3 * y * options.Width, 3 * options.Width);
            var rowTruth = truth.Slice(y * options.Width, options.Width);
            if (scale == 1 && !view.Mirrored && view.CoversCrop)
                CopyRow(sample, view.Left, view.Top + y, rowImages, rowTruth);
            else
                ResampleRow(sample, view, y, rowImages, rowTruth);

            var rowLabels = labels.Slice(y * options.Width, options.Width);
            for (var x = 0; x < rowTruth.Length; x++)
                rowLabels[x] = labelOf[rowTruth[x]];
        }
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

        public View(DecodedSample sample, float scale, BatchOptions options, ref SeededRandom random)
        {
            this.scale = scale;
            width = options.Width;
            scaledWidth = Math.Max(1, (int)MathF.Round(sample.Width * scale));
            scaledHeight = Math.Max(1, (int)MathF.Round(sample.Height * scale));
            Top = random.Next(Math.Max(1, scaledHeight - options.Height + 1));
            Left = random.Next(Math.Max(1, scaledWidth - options.Width + 1));
            CoversCrop = scaledWidth >= options.Width && scaledHeight >= options.Height;
            Mirrored = options.Flip && (random.Next() & 1) == 1;
        }

        public int Top { get; }

        public int Left { get; }

        public bool Mirrored { get; }

        /// <summary>Whether the resized image is at least as large as the crop.</summary>
        public bool CoversCrop { get; }

        public float SourceY(int y) => ((Top + y + 0.5f) / scale) - 0.5f;

        public float SourceX(int x) => ((Column(x) + 0.5f) / scale) - 0.5f;

        public bool IsOutside(int x, int y) => Column(x) >= scaledWidth || Top + y >= scaledHeight;

        private int Column(int x) => Left + (Mirrored ? width - 1 - x : x);
    }
}
