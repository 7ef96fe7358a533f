namespace Fcn.Data;

/// <summary>The mean and deviation of ImageNet's colours, by which torchvision's backbones expect their input.</summary>
internal static class Normalization
{
    /// <summary>The mean of red, green and blue, as shares of full intensity.</summary>
    public static ReadOnlySpan<float> Mean => [0.485f, 0.456f, 0.406f];

    /// <summary>Their standard deviation.</summary>
    public static ReadOnlySpan<float> Deviation => [0.229f, 0.224f, 0.225f];

    /// <summary>The normalised value of every byte, 256 for each channel.</summary>
    private static readonly float[] Table = CreateTable();

    /// <summary>Normalises interleaved RGB bytes.</summary>
    public static void Normalize(ReadOnlySpan<byte> rgb, Span<float> normalized)
    {
        ReadOnlySpan<float> red = Table.AsSpan(0, 256), green = Table.AsSpan(256, 256), blue = Table.AsSpan(512, 256);
        normalized = normalized[..rgb.Length];
        for (var i = 0; i + 2 < rgb.Length; i += 3)
        {
            normalized[i] = red[rgb[i]];
            normalized[i + 1] = green[rgb[i + 1]];
            normalized[i + 2] = blue[rgb[i + 2]];
        }
    }

    /// <summary>The RGB bytes of normalised values, for pictures.</summary>
    public static void Denormalize(ReadOnlySpan<float> normalized, Span<byte> rgb)
    {
        for (var i = 0; i < normalized.Length; i++)
        {
            var value = ((normalized[i] * Deviation[i % 3]) + Mean[i % 3]) * 255;
            rgb[i] = (byte)Math.Clamp(MathF.Round(value), 0, 255);
        }
    }

    private static float[] CreateTable()
    {
        var table = new float[3 * 256];
        for (var i = 0; i < table.Length; i++)
            table[i] = ((i % 256 / 255f) - Mean[i / 256]) / Deviation[i / 256];
        return table;
    }
}
