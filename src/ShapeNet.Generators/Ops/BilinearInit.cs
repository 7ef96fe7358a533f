using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>The rule that bilinear weights lead each channel to itself.</summary>
internal static class BilinearInit
{
    public static Fault? Check(WeightInit init, int inChannels, int outChannels, int groups) =>
        init.Weight != "Bilinear" || (inChannels == outChannels && groups == 1) ? null
        : inChannels != outChannels
            ? new Fault("SN0110", $"lead each channel to itself and need as many output as input channels: {Words.Number(inChannels)} in, {Words.Number(outChannels)} out")
            : new Fault("SN0110", $"lead each channel to itself and need one group, not {Words.Number(groups)}");
}
