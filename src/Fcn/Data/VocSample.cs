namespace Fcn.Data;

/// <summary>One image of a data set and its label image.</summary>
/// <param name="Name">The name in the list file.</param>
/// <param name="ImagePath">The image.</param>
/// <param name="LabelPath">The label image, of the same size.</param>
/// <param name="Width">The width in pixels.</param>
/// <param name="Height">The height in pixels.</param>
internal sealed record VocSample(string Name, string ImagePath, string LabelPath, int Width, int Height)
{
    /// <summary>What the decoded sample takes: three bytes of colour and one of label for each pixel.</summary>
    public long DecodedBytes => 4L * Width * Height;
}
