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
        Enumerable.Range(1, Math.Min(inChannels, outChannels))
            .Where(candidate => inChannels % candidate == 0 && outChannels % candidate == 0)
            .OrderBy(candidate => Math.Abs(candidate - groups))
            .Take(1);
}
