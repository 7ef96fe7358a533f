using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>The rule that bilinear weights lead each channel to itself.</summary>
internal static class BilinearInit
{
    public static Fault? Check(WeightInit init, int inChannels, int outChannels, int groups) =>
        init.Weight != "Bilinear" || (inChannels == outChannels && groups == 1) ? null
        : inChannels != outChannels ? new Fault("SN0110", Words.Number(inChannels), Words.Number(outChannels), "")
        : new Fault("SN0110", Words.Number(inChannels), Words.Number(outChannels), $" in one group, not {Words.Number(groups)}");
}
