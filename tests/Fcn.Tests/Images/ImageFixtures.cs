using SixLabors.ImageSharp.PixelFormats;

namespace Fcn.Tests.Images;

/// <summary>What is in the files that <c>make-fixtures.py</c> wrote.</summary>
internal static class ImageFixtures
{
    public const int Width = 19;
    public const int Height = 13;

    public const int PhotoWidth = 61;
    public const int PhotoHeight = 45;

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    public static IEnumerable<string> All(string extension)
        => Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures"), "*" + extension).Order(StringComparer.Ordinal);

    public static Rgba32 Gray(int x, int y, int bits)
    {
        var largest = (1 << bits) - 1;
        var value = (byte)(((x * 7) + (y * 5)) % (1 << bits) * 255 / largest);
        return new Rgba32(value, value, value, 255);
    }

    public static Rgba32 Color(int x, int y) => new((byte)(x * 13), (byte)(y * 19), (byte)(x * y * 3), 255);

    public static byte Alpha(int x, int y) => (byte)((x + y) * 7);

    public static Rgba32 Palette(int x, int y, int bits)
    {
        var index = ((x * 7) + (y * 5)) % (1 << bits);
        return new Rgba32((byte)(index * 255 / ((1 << bits) - 1)), (byte)(255 - index), (byte)(index * 3), 255);
    }

    public static (int R, int G, int B) Photo(int x, int y) => (x * 4, y * 5, 255 - (x * 2) - (y * 2));
}
