using ShapeNet;

namespace Fcn.Tests.Data;

/// <summary>Crops of 64 rows and 96 columns.</summary>
internal readonly struct Crop : IShape
{
    public const int Height = 64;
    public const int Width = 96;

    public static ReadOnlySpan<int> Dimensions => [3, Height, Width];

    public static int Elements => 3 * Height * Width;

    public static string Text => "3×64×96";
}

/// <summary>Their labels.</summary>
internal readonly struct CropLabels : IShape
{
    public static ReadOnlySpan<int> Dimensions => [Crop.Height, Crop.Width];

    public static int Elements => Crop.Height * Crop.Width;

    public static string Text => "64×96";
}
