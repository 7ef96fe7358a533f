namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>The seven passes of interlaced PNG files, each a sparse grid of the image's pixels.</summary>
internal static class Adam7
{
    public static readonly Pass[] Passes =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4), new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    /// <summary>Every pixel, row by row: files without interlace.</summary>
    public static readonly Pass[] OnePass = [new(0, 0, 1, 1)];

    internal readonly record struct Pass(int X, int Y, int StepX, int StepY)
    {
        /// <summary>How many of a row's pixels are in the pass.</summary>
        public int Width(int imageWidth) => imageWidth <= X ? 0 : ((imageWidth - X - 1) / StepX) + 1;
    }
}
