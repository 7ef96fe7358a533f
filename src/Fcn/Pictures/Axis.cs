using System.Globalization;

namespace Fcn.Pictures;

/// <summary>A range of values with ticks at round numbers.</summary>
/// <param name="Low">The lowest value shown.</param>
/// <param name="High">The highest value shown.</param>
/// <param name="Step">From one tick to the next.</param>
internal sealed record Axis(double Low, double High, double Step)
{
    /// <summary>An axis that holds the given values, its ends at ticks.</summary>
    public static Axis Covering(double low, double high, int ticks)
    {
        if (high - low < 1e-9)
            high = low + 1;
        var step = RoundStep((high - low) / ticks);
        return new Axis(Math.Floor((low / step) + 1e-9) * step, Math.Ceiling((high / step) - 1e-9) * step, step);
    }

    /// <summary>An axis with exactly the given ends.</summary>
    public static Axis Between(double low, double high, int ticks)
        => new(low, high, RoundStep((high - low) / ticks));

    public IEnumerable<double> Ticks
    {
        get
        {
            var first = (long)Math.Ceiling((Low / Step) - 1e-6);
            var last = (long)Math.Floor((High / Step) + 1e-6);
            for (var i = first; i <= last; i++)
                yield return i * Step;
        }
    }

    /// <summary>Where a value lies, 0 at the low end, 1 at the high end.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    /// <summary>A tick's label, with as many decimals as the step needs.</summary>
    public string Label(double tick)
    {
        var decimals = Math.Clamp((int)Math.Ceiling(-Math.Log10(Step) - 1e-9), 0, 9);
        return tick.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }

    /// <summary>The smallest of 1, 2 and 5 times a power of ten that is no smaller than the raw step.</summary>
    private static double RoundStep(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch
        {
            <= 1.0001 => power,
            <= 2.0001 => 2 * power,
            <= 5.0001 => 5 * power,
            _ => 10 * power,
        };
    }
}
