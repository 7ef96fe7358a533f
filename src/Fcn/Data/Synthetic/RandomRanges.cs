using ShapeNet.Runtime;

namespace Fcn.Data.Synthetic;

internal static class RandomRanges
{
    /// <summary>A number between two others.</summary>
    public static float NextSingle(this RandomStream random, float low, float high) => low + ((high - low) * (float)random.NextDouble());
}
