using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>The rule that groups divide the input and the output channels.</summary>
internal static class ChannelGroups
{
    public static Fault? Check(int inChannels, int outChannels, int groups)
    {
        foreach (var (noun, channels) in new[] { ("input", inChannels), ("output", outChannels) })
        {
            if (channels % groups != 0)
            {
                return new Fault(
                    "SN0108", Words.Number(channels), noun, Words.Number(groups),
                    $"{Words.Number(channels)} = {Words.Number(channels / groups)}·{Words.Number(groups)} + {Words.Number(channels % groups)}");
            }
        }

        return null;
    }

    /// <summary>Numbers of groups that would divide both, nearest to the declared one first.</summary>
    public static IEnumerable<int> Candidates(int inChannels, int outChannels, int groups) =>
        Divisors(GreatestCommonDivisor(inChannels, outChannels)).OrderBy(divisor => Math.Abs((long)divisor - groups)).Take(1);

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    private static IEnumerable<int> Divisors(int number)
    {
        for (var divisor = 1; divisor <= number / divisor; divisor++)
        {
            if (number % divisor != 0)
                continue;
            yield return divisor;
            if (number / divisor != divisor)
                yield return number / divisor;
        }
    }
}
