using System.Numerics;

namespace Fcn.Pictures;

/// <summary>
/// A small font of pen strokes, so that pictures need no font files. Glyphs lie on a grid in which capitals are 12 high:
/// capitals begin at row 0, small letters at row 4, and all stand on row 12.
/// </summary>
internal static class StrokeFont
{
    /// <summary>The height of capitals in grid units.</summary>
    public const float CapHeight = 12;

    private const float Spacing = 3.6f;
    private const float SpaceWidth = 4;
    private const int CurvePoints = 6;

    /// <summary>
    /// Each glyph's strokes. A stroke is a list of points, column and row, a base-36 digit each. One that begins with ~ is
    /// curved: a quadratic B-spline from its first point to its last, with the points in between as control points.
    /// </summary>
    private static readonly Dictionary<char, string> Strokes = new()
    {
        ['A'] = "0c 40 8c|18 78", ['B'] = "0c 00|~00 60 66 06|~06 76 7c 0c", ['C'] = "~82 80 00 0c 8c 8a", ['D'] = "0c 00|~00 80 8c 0c",
        ['E'] = "70 00 0c 7c|06 66", ['F'] = "70 00 0c|06 66", ['G'] = "~82 80 00 0c 8c 87|87 57", ['H'] = "00 0c|80 8c|06 86",
        ['I'] = "00 0c", ['J'] = "50 58|~58 5c 0c 09", ['K'] = "00 0c|70 07|25 7c", ['L'] = "00 0c 7c", ['M'] = "0c 00 57 a0 ac",
        ['N'] = "0c 00 8c 80", ['O'] = "~40 80 8c 0c 00 40", ['P'] = "0c 00|~00 80 87 07", ['Q'] = "~40 80 8c 0c 00 40|59 8c",
        ['R'] = "0c 00|~00 80 87 07|47 8c", ['S'] = "~72 70 00 06 76 7c 0c 0a", ['T'] = "00 80|40 4c", ['U'] = "00 07|~07 0c 8c 87|87 80",
        ['V'] = "00 4c 80", ['W'] = "00 3c 52 7c a0", ['X'] = "00 8c|80 0c", ['Y'] = "00 46 80|46 4c", ['Z'] = "00 80 0c 8c",
        ['a'] = "~34 64 6c 0c 04 34|64 6c", ['b'] = "00 0c|~34 64 6c 0c 04 34", ['c'] = "~65 64 04 0c 6c 6b", ['d'] = "60 6c|~34 64 6c 0c 04 34",
        ['e'] = "08 68|~68 64 04 0c 6c 6a", ['f'] = "~50 20 23|23 2c|04 54", ['g'] = "~34 64 6c 0c 04 34|64 6d|~6d 6g 0g 0e",
        ['h'] = "00 0c|~08 04 64 68|68 6c", ['i'] = "04 0c|00 01", ['j'] = "24 2d|~2d 2g 0g|20 21", ['k'] = "00 0c|54 09|27 5c", ['l'] = "00 0c",
        ['m'] = "04 0c|~08 04 54 58|58 5c|~58 54 a4 a8|a8 ac", ['n'] = "04 0c|~08 04 64 68|68 6c", ['o'] = "~34 64 6c 0c 04 34",
        ['p'] = "04 0g|~34 64 6c 0c 04 34", ['q'] = "64 6g|~34 64 6c 0c 04 34", ['r'] = "04 0c|~08 04 44", ['s'] = "~55 54 04 08 58 5c 0c 0b",
        ['t'] = "21 29|~29 2c 5c|04 54", ['u'] = "04 08|~08 0c 6c 68|64 6c", ['v'] = "04 3c 64", ['w'] = "04 2c 45 6c 84", ['x'] = "04 6c|64 0c",
        ['y'] = "04 3c|64 2f 0g", ['z'] = "04 64 0c 6c",
        ['0'] = "~30 60 6c 0c 00 30", ['1'] = "02 30 3c|0c 6c", ['2'] = "~03 00 60 65 0c|0c 6c", ['3'] = "~02 00 60 66 26|~26 66 6c 0c 0a",
        ['4'] = "4c 40 08 68", ['5'] = "60 10 06|~06 15 65 6c 0c 0a", ['6'] = "~35 65 6c 0c 05 35|~51 00 09", ['7'] = "00 60 2c",
        ['8'] = "~30 60 66 06 00 30|~36 66 6c 0c 06 36", ['9'] = "~30 60 67 07 00 30|~63 6c 1b",
        ['.'] = "0b 0c", [','] = "1b 0e", [':'] = "05 06|0b 0c", ['-'] = "08 48", ['–'] = "08 68", ['+'] = "08 68|35 3b", ['='] = "06 66|0a 6a",
        ['/'] = "60 0c", ['%'] = "80 0c|~10 30 34 04 00 10|~78 88 8c 5c 58 78", ['('] = "~30 02 0a 3c", [')'] = "~00 32 3a 0c",
        ['·'] = "07 08", ['×'] = "06 4a|46 0a", ['_'] = "0c 6c", ['\''] = "00 03", ['#'] = "20 1c|60 5c|04 74|08 78", ['|'] = "00 0e",
    };

    private static readonly Dictionary<char, Glyph> Glyphs = Strokes.ToDictionary(pair => pair.Key, pair => Parse(pair.Value));

    /// <summary>What is drawn for a character that the font lacks: a box.</summary>
    private static readonly Glyph Missing = Parse("00 60 6c 0c 00");

    /// <summary>A text's width in grid units.</summary>
    public static float Measure(string text) => text.Length == 0 ? 0 : text.Sum(Advance) - Spacing;

    /// <summary>The text's strokes in grid units, the upper left corner of its first capital at the origin.</summary>
    public static IEnumerable<Vector2[]> Outline(string text)
    {
        var x = 0f;
        foreach (var letter in text)
        {
            if (letter != ' ')
            {
                foreach (var stroke in Find(letter).Strokes)
                    yield return Array.ConvertAll(stroke, point => point + new Vector2(x, 0));
            }

            x += Advance(letter);
        }
    }

    private static float Advance(char letter) => Spacing + (letter == ' ' ? SpaceWidth : Find(letter).Width);

    private static Glyph Find(char letter) => Glyphs.GetValueOrDefault(letter, Missing);

    private static Glyph Parse(string text)
    {
        var strokes = Array.ConvertAll(text.Split('|'), ParseStroke);
        return new Glyph(strokes.Max(stroke => stroke.Max(point => point.X)), strokes);
    }

    private static Vector2[] ParseStroke(string text)
    {
        var points = Array.ConvertAll(text.TrimStart('~').Split(' '), pair => new Vector2(Digit(pair[0]), Digit(pair[1])));
        return text[0] == '~' ? Curve(points) : points;
    }

    private static int Digit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : digit - 'a' + 10;

    /// <summary>The B-spline as quadratic arcs that meet halfway between neighbouring control points.</summary>
    private static Vector2[] Curve(Vector2[] points)
    {
        List<Vector2> curve = [points[0]];
        var from = points[0];
        for (var i = 1; i < points.Length - 1; i++)
        {
            var to = i == points.Length - 2 ? points[^1] : (points[i] + points[i + 1]) / 2;
            for (var step = 1; step <= CurvePoints; step++)
            {
                var share = step / (float)CurvePoints;
                curve.Add(Vector2.Lerp(Vector2.Lerp(from, points[i], share), Vector2.Lerp(points[i], to, share), share));
            }

            from = to;
        }

        return [.. curve];
    }

    private sealed record Glyph(float Width, Vector2[][] Strokes);
}
