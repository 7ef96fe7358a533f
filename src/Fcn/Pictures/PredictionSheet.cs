using Fcn.Data;

namespace Fcn.Pictures;

/// <summary>One row of a prediction sheet.</summary>
/// <param name="Caption">What stands above it.</param>
/// <param name="Width">The crop's width.</param>
/// <param name="Height">The crop's height.</param>
/// <param name="Rgb">The crop, three bytes a pixel.</param>
/// <param name="Prediction">The predicted classes.</param>
/// <param name="Truth">The true classes, <see cref="VocPalette.Void"/> where there is none.</param>
internal sealed record PredictionRow(
    string Caption, int Width, int Height, ReadOnlyMemory<byte> Rgb, ReadOnlyMemory<byte> Prediction, ReadOnlyMemory<byte> Truth);

/// <summary>Draws crops beside what was predicted and what is true, in VOC's colours, with a legend of the classes.</summary>
internal static class PredictionSheet
{
    private const int CellWidth = 360;
    private const int Margin = 18;
    private const int Gap = 10;
    private const int HeadingHeight = 40;
    private const int CaptionHeight = 26;
    private const float HeadingSize = 13;
    private const float CaptionSize = 10;

    private static readonly string[] Headings = ["image", "prediction", "truth"];

    /// <summary>Writes <c>predictions.png</c>.</summary>
    /// <param name="path">The PNG file.</param>
    /// <param name="rows">The rows, all crops of one size.</param>
    public static void Write(string path, IReadOnlyList<PredictionRow> rows)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count, nameof(rows));
        var cellHeight = CellWidth * rows[0].Height / rows[0].Width;
        var width = (2 * Margin) + (Headings.Length * CellWidth) + ((Headings.Length - 1) * Gap);
        var legend = new Legend(Legend.ClassesIn(rows.SelectMany(row => new[] { row.Prediction, row.Truth })), width - (2 * Margin));
        var height = HeadingHeight + (rows.Count * (CaptionHeight + cellHeight)) + Margin + legend.Height + Margin;
        var canvas = new Canvas(width, height, Ink.Paper);
        for (var column = 0; column < Headings.Length; column++)
            canvas.Text(Headings[column], CellLeft(column), HeadingHeight - 14, HeadingSize, Ink.Text, bold: true);

        var y = HeadingHeight;
        foreach (var row in rows)
        {
            canvas.Text(row.Caption, Margin, y + (CaptionHeight / 2f), CaptionSize, Ink.Muted);
            y += CaptionHeight;
            canvas.Image(row.Rgb.Span, row.Width, row.Height, CellLeft(0), y, CellWidth, cellHeight);
            canvas.Image(ToColors(row.Prediction.Span), row.Width, row.Height, CellLeft(1), y, CellWidth, cellHeight);
            canvas.Image(ToColors(row.Truth.Span), row.Width, row.Height, CellLeft(2), y, CellWidth, cellHeight);
            y += cellHeight;
        }

        legend.Draw(canvas, Margin, y + Margin);
        canvas.Save(path);
    }

    private static int CellLeft(int column) => Margin + (column * (CellWidth + Gap));

    private static byte[] ToColors(ReadOnlySpan<byte> classes)
    {
        var rgb = new byte[3 * classes.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            var color = VocPalette.Colors[classes[i]];
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = (color.R, color.G, color.B);
        }

        return rgb;
    }
}
