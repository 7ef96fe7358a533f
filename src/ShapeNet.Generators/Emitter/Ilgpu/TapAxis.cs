using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionGeometry;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// A window's taps along rows or columns: where each leads from a pixel, and whether anything is there. In C#, a tap is a number
/// where taps are written out one by one, or the variable of a loop.
/// </summary>
internal sealed class TapAxis
{
    private TapAxis()
    {
    }

    /// <summary>How many taps there are.</summary>
    public int Taps { get; private init; }

    /// <summary>Positions that taps can lead to.</summary>
    public int Size { get; private init; }

    /// <summary>Taps of the kernel from one of these taps to the next.</summary>
    public int Stride { get; private init; } = 1;

    /// <summary>The variable that says at which tap of the kernel a pixel's taps begin, where they are every stride-th one.</summary>
    public string? FirstTap => Stride > 1 ? $"first{Variable.ToUpperInvariant()}" : null;

    /// <summary>The variable of a loop over the taps.</summary>
    public string Loop => $"k{Variable}";

    /// <summary>Statements before the taps, given a pixel's row or column.</summary>
    public Func<string, IReadOnlyList<string>> Setup { get; private init; } = static _ => [];

    /// <summary>The variable that taps count from: y along rows, x along columns.</summary>
    private string Variable { get; init; } = "";

    /// <summary>The least and the largest value of the variable.</summary>
    private (int Least, int Largest) Range { get; init; }

    /// <summary>How far the next tap leads.</summary>
    private int Step { get; init; }

    /// <summary>Where a tap leads must be a multiple of this, and is divided by it.</summary>
    private int Divisor { get; init; } = 1;

    /// <summary>Taps of the kernel; those of a pixel may reach beyond.</summary>
    private int KernelTaps { get; init; }

    /// <summary>From output pixels to input pixels: pixel·stride − padding + tap·dilation.</summary>
    public static TapAxis Forward(WindowAxis axis, bool isRows)
    {
        var (kernel, stride, padding, dilation, inSize, outSize) = axis;
        var name = Name(isRows);
        return new TapAxis
        {
            Variable = name,
            Taps = kernel,
            KernelTaps = kernel,
            Size = inSize,
            Range = (-padding, (outSize - 1) * stride - padding),
            Step = dilation,
            Setup = pixel => [$"var {name} = {Sum(stride == 1 ? pixel : $"{Parenthesise(pixel)} * {stride}", -padding)};"],
        };
    }

    /// <summary>
    /// From input pixels to output pixels: (pixel + padding − tap·dilation)/stride, where that is whole. Without dilation these are
    /// every stride-th tap, from the remainder on.
    /// </summary>
    public static TapAxis Backward(WindowAxis axis, bool isRows)
    {
        var (kernel, stride, padding, dilation, inSize, outSize) = axis;
        var name = Name(isRows);
        if (stride == 1 || dilation > 1)
        {
            return new TapAxis
            {
                Variable = name,
                Taps = kernel,
                KernelTaps = kernel,
                Size = outSize,
                Range = (padding, inSize - 1 + padding),
                Step = -dilation,
                Divisor = stride,
                Setup = pixel => [$"var {name} = {Sum(pixel, padding)};"],
            };
        }

        var upper = name.ToUpperInvariant();
        return new TapAxis
        {
            Variable = name,
            Taps = DivideUp(kernel, stride),
            KernelTaps = kernel,
            Stride = stride,
            Size = outSize,
            Range = (padding / stride, (inSize - 1 + padding) / stride),
            Step = -1,
            Setup = pixel =>
            [
                $"var padded{upper} = {Sum(pixel, padding)};",
                $"var first{upper} = {Modulo($"padded{upper}", stride)};",
                $"var {name} = {Over($"padded{upper}", stride)};",
            ],
        };
    }

    /// <summary>Where a tap leads.</summary>
    public string Position(string tap) => Over(Numerator(tap), Divisor);

    /// <summary>Whether anything is there; empty where there always is.</summary>
    public string Exists(string tap)
    {
        var checks = new List<string>();
        var (first, last) = IsNumber(tap) ? (Number(tap), Number(tap)) : (0, Taps - 1);
        if (Divisor > 1)
            checks.AddRange([$"{Numerator(tap)} >= 0", $"{Modulo(Numerator(tap), Divisor)} == 0", $"{Position(tap)} < {Size}"]);
        else if (Range.Least + Math.Min(first * Step, last * Step) < 0 || Range.Largest + Math.Max(first * Step, last * Step) >= Size)
            checks.Add($"(uint){Parenthesise(Position(tap))} < {Size}");
        if (Stride * (last + 1) > KernelTaps)
            checks.Add($"{Sum(FirstTap!, 0, (tap, Stride))} < {KernelTaps}");
        return string.Join(" & ", checks);
    }

    /// <summary>A sum of a start, multiples of taps and a number, without what is zero.</summary>
    public static string Sum(string start, long number, params (string Tap, long Factor)[] terms)
    {
        foreach (var (tap, factor) in terms)
        {
            if (IsNumber(tap))
                number += Number(tap) * factor;
            else
                start += $" {(factor < 0 ? '-' : '+')} {tap}{(factor is 1 or -1 ? "" : $" * {Math.Abs(factor)}")}";
        }

        return number == 0 ? start : $"{start} {(number < 0 ? '-' : '+')} {Math.Abs(number)}";
    }

    public static bool IsNumber(string tap) => char.IsDigit(tap[0]);

    public static int Number(string tap) => int.Parse(tap, System.Globalization.CultureInfo.InvariantCulture);

    private static string Parenthesise(string value) => value.Contains(' ') ? $"({value})" : value;

    private static string Name(bool isRows) => isRows ? "y" : "x";

    private string Numerator(string tap) => Sum(Variable, 0, (tap, Step));
}
