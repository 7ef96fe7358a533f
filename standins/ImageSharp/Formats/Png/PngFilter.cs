namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>PNG's five row filters, which predict a byte from those to its left, above it and above-left.</summary>
internal static class PngFilter
{
    public const int Count = 5;

    private const byte None = 0;
    private const byte Sub = 1;
    private const byte Up = 2;
    private const byte Average = 3;
    private const byte Paeth = 4;

    /// <summary>Undoes a filter in place.</summary>
    /// <param name="filter">The row's filter byte.</param>
    /// <param name="row">The row without its filter byte.</param>
    /// <param name="above">The row above it, unfiltered; zeros above the first.</param>
    /// <param name="distance">Bytes from a pixel to its left neighbour.</param>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        above = above[..row.Length];
        switch (filter)
        {
            case None:
                break;
            case Sub:
                for (var i = distance; i < row.Length; i++)
                    row[i] += row[i - distance];
                break;
            case Up:
                for (var i = 0; i < row.Length; i++)
                    row[i] += above[i];
                break;
            case Average:
                for (var i = 0; i < row.Length; i++)
                    row[i] += (byte)(((i < distance ? 0 : row[i - distance]) + above[i]) / 2);
                break;
            case Paeth:
                for (var i = 0; i < row.Length; i++)
                    row[i] += i < distance ? above[i] : Predict(row[i - distance], above[i], above[i - distance]);
                break;
            default:
                throw new InvalidImageContentException($"a PNG row names filter {filter}, which PNG does not have");
        }
    }

    /// <summary>Applies a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above it.</param>
    /// <param name="distance">Bytes from a pixel to its left neighbour.</param>
    /// <param name="filtered">The result: the filter byte, then the row.</param>
    public static void Apply(byte filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> filtered)
    {
        filtered[0] = filter;
        filtered = filtered[1..];
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < distance ? (byte)0 : row[i - distance];
            var corner = i < distance ? (byte)0 : above[i - distance];
            filtered[i] = (byte)(row[i] - filter switch
            {
                Sub => left,
                Up => above[i],
                Average => (left + above[i]) / 2,
                Paeth => Predict(left, above[i], corner),
                _ => 0,
            });
        }
    }

    /// <summary>The sum of a filtered row's bytes taken as signed: the smaller, the better it is likely to compress.</summary>
    public static long Cost(ReadOnlySpan<byte> filtered)
    {
        var sum = 0L;
        foreach (var value in filtered[1..])
            sum += Math.Abs((int)(sbyte)value);
        return sum;
    }

    private static byte Predict(byte left, byte above, byte corner)
    {
        var estimate = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        if (toLeft <= toAbove && toLeft <= toCorner)
            return left;
        return toAbove <= toCorner ? above : corner;
    }
}
