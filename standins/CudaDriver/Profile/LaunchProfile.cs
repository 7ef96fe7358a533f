using ShapeNet.Standins.Cuda.Ptx.Execution;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>What the launches of a program would cost a GPU: counts, kernel by kernel.</summary>
internal sealed class LaunchProfile
{
    private readonly List<KernelProfile> kernels = [];

    /// <summary>Adds a kernel.</summary>
    public KernelProfile Add(string name, Instruction[] code)
    {
        var kernel = new KernelProfile(name, code);
        lock (kernels)
            kernels.Add(kernel);
        return kernel;
    }

    /// <summary>What the kernels that were launched have done, those of one name together, the most expensive first.</summary>
    public IReadOnlyList<KernelTotals> Totals()
    {
        var totals = new Dictionary<string, KernelTotals>();
        lock (kernels)
        {
            foreach (var kernel in kernels)
            {
                if (!totals.TryGetValue(kernel.Name, out var sum))
                    totals[kernel.Name] = sum = new(kernel.Name);
                kernel.AddTo(sum);
            }
        }

        return [.. totals.Values.Where(kernel => kernel.Launches > 0).OrderByDescending(kernel => kernel.Bound.Cycles).ThenBy(kernel => kernel.Name, StringComparer.Ordinal)];
    }
}
