using System.Numerics;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Pictures;

/// <summary>Where text stands relative to its position.</summary>
internal enum TextAlign
{
    Left,
    Center,
    Right,
}

/// <summary>A picture to draw on, with soft edges.</summary>
internal sealed class Canvas
{
    private readonly Vector3[] pixels;

    /// <summary>How much of each pixel the strokes being drawn cover; all zero in between.</summary>
    private readonly float[] coverage;

    public Canvas(int width, int height, Rgb24 background)
    {
        Width = width;
        Height = height;
        pixels = new Vector3[width * height];
        coverage = new float[width * height];
        Array.Fill(pixels, ToVector(background));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Fills a rectangle of whole pixels.</summary>
    public void Fill(int x, int y, int width, int height, Rgb24 color, float opacity = 1)
    {
        var value = ToVector(color);
        for (var row = Math.Max(0, y); row < Math.Min(Height, y + height); row++)
        {
            for (var column = Math.Max(0, x); column < Math.Min(Width, x + width); column++)
                Blend((row * Width) + column, value, opacity);
        }
    }

    /// <summary>Draws a line through points, with round joints and ends.</summary>
    public void Stroke(IEnumerable<Vector2> points, Rgb24 color, float width, float opacity = 1)
        => Stroke([points.ToArray()], color, width, opacity);

    /// <summary>Draws a dot.</summary>
    public void Dot(Vector2 center, float radius, Rgb24 color) => Stroke([center, center], color, 2 * radius);

    /// <summary>Draws one line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Its left end, middle or right end.</param>
    /// <param name="middle">The middle of its capitals.</param>
    /// <param name="size">The height of its capitals in pixels.</param>
    /// <param name="color">Its colour.</param>
    /// <param name="align">Which point <paramref name="x"/> is.</param>
    /// <param name="bold">Whether the strokes are thicker.</param>
    public void Text(string text, float x, float middle, float size, Rgb24 color, TextAlign align = TextAlign.Left, bool bold = false)
    {
        var scale = size / StrokeFont.CapHeight;
        var width = TextWidth(text, size);
        var left = align switch { TextAlign.Left => x, TextAlign.Center => x - (width / 2), _ => x - width };
        var origin = new Vector2(left, middle - (size / 2));
        var strokes = StrokeFont.Outline(text).Select(stroke => Array.ConvertAll(stroke, point => origin + (scale * point))).ToArray();
        Stroke(strokes, color, Math.Max(1.1f, size * (bold ? 0.19f : 0.13f)), 1);
    }

    /// <summary>A text's width in pixels.</summary>
    public static float TextWidth(string text, float size) => StrokeFont.Measure(text) * size / StrokeFont.CapHeight;

    /// <summary>Draws an image, resized to a rectangle by averaging over areas.</summary>
    /// <param name="rgb">The image, three bytes a pixel.</param>
    /// <param name="imageWidth">Its width.</param>
    /// <param name="imageHeight">Its height.</param>
    /// <param name="x">The rectangle's left side.</param>
    /// <param name="y">The rectangle's upper side.</param>
    /// <param name="width">The rectangle's width.</param>
    /// <param name="height">The rectangle's height.</param>
    public void Image(ReadOnlySpan<byte> rgb, int imageWidth, int imageHeight, int x, int y, int width, int height)
    {
        for (var row = 0; row < height; row++)
        {
            for (var column = 0; column < width; column++)
            {
                var (left, right) = (column * imageWidth / (float)width, (column + 1) * imageWidth / (float)width);
                var (top, bottom) = (row * imageHeight / (float)height, (row + 1) * imageHeight / (float)height);
                pixels[((y + row) * Width) + x + column] = Average(rgb, imageWidth, imageHeight, left, top, right, bottom);
            }
        }
    }

    /// <summary>Writes the picture as PNG.</summary>
    public void Save(string path)
    {
        using var image = ToImage();
        OutputFile.Write(path, stream => image.SaveAsPng(stream));
    }

    private Image<Rgb24> ToImage()
    {
        var colors = Array.ConvertAll(pixels, value =>
        {
            var rounded = Vector3.Clamp(value, Vector3.Zero, new(255)) + new Vector3(0.5f);
            return new Rgb24((byte)rounded.X, (byte)rounded.Y, (byte)rounded.Z);
        });
        return SixLabors.ImageSharp.Image.LoadPixelData<Rgb24>(colors, Width, Height);
    }

    private void Stroke(Vector2[][] lines, Rgb24 color, float width, float opacity)
    {
        // First how much of each pixel the strokes cover, then the colour once: where strokes meet, nothing shows twice.
        int left = Width, top = Height, right = 0, bottom = 0;
        foreach (var line in lines)
        {
            for (var i = 1; i < line.Length; i++)
                Cover(line[i - 1], line[i], width / 2, ref left, ref top, ref right, ref bottom);
        }

        var value = ToVector(color);
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                ref var covered = ref coverage[(y * Width) + x];
                if (covered > 0)
                    Blend((y * Width) + x, value, covered * opacity);
                covered = 0;
            }
        }
    }

    private void Cover(Vector2 from, Vector2 to, float radius, ref int left, ref int top, ref int right, ref int bottom)
    {
        var reach = new Vector2(radius + 1);
        var (low, high) = (Vector2.Min(from, to) - reach, Vector2.Max(from, to) + reach);
        var (x0, x1) = (Math.Max(0, (int)low.X), Math.Min(Width, (int)high.X + 1));
        var (y0, y1) = (Math.Max(0, (int)low.Y), Math.Min(Height, (int)high.Y + 1));
        (left, right, top, bottom) = (Math.Min(left, x0), Math.Max(right, x1), Math.Min(top, y0), Math.Max(bottom, y1));
        var along = to - from;
        var length = Math.Max(along.LengthSquared(), 1e-9f);
        for (var y = y0; y < y1; y++)
        {
            for (var x = x0; x < x1; x++)
            {
                var point = new Vector2(x + 0.5f, y + 0.5f);
                var share = Math.Clamp(Vector2.Dot(point - from, along) / length, 0, 1);
                var covered = Math.Clamp(radius + 0.5f - Vector2.Distance(point, from + (share * along)), 0, 1);
                ref var most = ref coverage[(y * Width) + x];
                most = Math.Max(most, covered);
            }
        }
    }

    private void Blend(int index, Vector3 color, float opacity) => pixels[index] = Vector3.Lerp(pixels[index], color, opacity);

    private static Vector3 Average(ReadOnlySpan<byte> rgb, int width, int height, float left, float top, float right, float bottom)
    {
        var sum = Vector3.Zero;
        var total = 0f;
        for (var y = (int)top; y < Math.Min(height, MathF.Ceiling(bottom)); y++)
        {
            var tall = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (var x = (int)left; x < Math.Min(width, MathF.Ceiling(right)); x++)
            {
                var weight = tall * (Math.Min(x + 1, right) - Math.Max(x, left));
                var pixel = rgb.Slice(3 * ((y * width) + x), 3);
                sum += weight * new Vector3(pixel[0], pixel[1], pixel[2]);
                total += weight;
            }
        }

        return sum / total;
    }

    private static Vector3 ToVector(Rgb24 color) => new(color.R, color.G, color.B);
}
