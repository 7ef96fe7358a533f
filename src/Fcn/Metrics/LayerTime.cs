using ShapeNet.Runtime;

namespace Fcn.Metrics;

/// <summary>How long the launches of one layer took in one pass.</summary>
/// <param name="Layer">The layer, with those that are computed along with it.</param>
/// <param name="Pass">The pass.</param>
/// <param name="Kernels">The kernels that were launched.</param>
/// <param name="Seconds">The sum of each launch's shortest time.</param>
/// <param name="MedianSeconds">The sum of each launch's median time.</param>
/// <param name="Flops">Floating-point operations, two for each multiply-accumulate of the layer's definition.</param>
/// <param name="Bytes">Bytes that had to be read or written.</param>
internal sealed record LayerTime(
    string Layer, LaunchPass Pass, IReadOnlyList<string> Kernels, double Seconds, double MedianSeconds, double Flops, double Bytes)
{
    public double FlopsPerSecond => Flops / Seconds;

    public double BytesPerSecond => Bytes / Seconds;

    /// <summary>The layer's name where the layers along with it repeat no block's name: <c>Layer1[0].Bn2 + Sum + Relu2</c>.</summary>
    public string ShortLayer
    {
        get
        {
            var block = Layer[..(Layer.Split(" + ")[0].LastIndexOf('.') + 1)];
            return block.Length == 0 ? Layer : block + Layer.Replace(block, "");
        }
    }

    /// <summary>The times of a profile: layers in the order in which data flows, each pass of a layer in a row.</summary>
    /// <param name="profile">A profile of at least one run.</param>
    /// <param name="batch">Images in the batch.</param>
    public static LayerTime[] Of(LaunchProfile profile, int batch)
    {
        var launches = profile.Program.Launches;
        return
        [
            .. Enumerable.Range(0, launches.Length)
                .GroupBy(i => launches[i].Layer)
                .SelectMany(layer => layer.GroupBy(i => launches[i].Pass).OrderBy(pass => pass.Key))
                .Select(group => new LayerTime(
                    launches[group.First()].Layer,
                    launches[group.First()].Pass,
                    [.. group.Select(i => launches[i].Kernel)],
                    group.Sum(i => profile.Seconds(i).Min()),
                    group.Sum(i => Median(profile.Seconds(i))),
                    group.Sum(i => launches[i].Flops(batch)),
                    group.Sum(i => launches[i].Bytes(batch)))),
        ];
    }

    private static double Median(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
