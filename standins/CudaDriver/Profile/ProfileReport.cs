using System.Globalization;
using System.Text;

namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>Writes a profile as tables in Markdown.</summary>
internal static class ProfileReport
{
    private const int MostKernels = 12;
    private const int MostInstructions = 5;

    /// <param name="kernels">The most expensive first.</param>
    public static string Write(IReadOnlyList<KernelTotals> kernels)
    {
        var text = new StringBuilder();
        WriteCycles(text, kernels);
        WriteMemory(text, kernels);
        WriteWaste(text, kernels);
        return text.ToString();
    }

    private static void WriteCycles(StringBuilder text, IReadOnlyList<KernelTotals> kernels)
    {
        var all = kernels.Sum(kernel => kernel.Bound.Cycles);
        text.Append("# Cycles of one multiprocessor that the launches take at least\n\n");
        Header(text, "kernel", "launches", "blocks", "warp instructions", "active lanes", "issue", "arithmetic", "shared", "global", "bound by", "bound", "share");
        foreach (var kernel in kernels)
        {
            var (cycles, by) = kernel.Bound;
            Row(
                text, Short(kernel.Name), kernel.Launches, kernel.Blocks, kernel.Warps, Percent(kernel.ActiveLanes),
                kernel.IssueCycles, kernel.ArithmeticCycles, kernel.SharedCycles, kernel.GlobalCycles, by, cycles, Percent(Ratio(cycles, all)));
        }

        Row(
            text, "all", kernels.Sum(kernel => kernel.Launches), kernels.Sum(kernel => kernel.Blocks), kernels.Sum(kernel => kernel.Warps), "",
            kernels.Sum(kernel => kernel.IssueCycles), kernels.Sum(kernel => kernel.ArithmeticCycles), kernels.Sum(kernel => kernel.SharedCycles),
            kernels.Sum(kernel => kernel.GlobalCycles), "", all, "");
    }

    private static void WriteMemory(StringBuilder text, IReadOnlyList<KernelTotals> kernels)
    {
        text.Append("\n# What they compute, and ask of memory\n\n");
        Header(
            text, "kernel", "f32 instructions", "global requests", "sectors", "bytes asked for", "efficiency",
            "local requests", "local bytes moved", "shared requests", "cycles", "fewest", "conflicts");
        foreach (var kernel in kernels)
        {
            var (global, local, shared) = (kernel.Global, kernel.Local, kernel.Shared);
            Row(
                text, Short(kernel.Name), kernel.Arithmetic, global.Requests, global.Sectors, global.AskedBytes,
                global.Requests == 0 ? "" : Percent(Ratio(global.AskedBytes, global.MovedBytes)), local.Requests, local.MovedBytes,
                shared.Requests, shared.Cycles, shared.FewestCycles, shared.Requests == 0 ? "" : Invariant($"{Ratio(shared.Cycles, shared.FewestCycles):F2}"));
        }
    }

    private static void WriteWaste(StringBuilder text, IReadOnlyList<KernelTotals> kernels)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n# Instructions that waste most, of the {MostKernels} most expensive kernels\n\n");
        Header(text, "kernel", "PTX line", "instruction", "requests", "what", "takes", "would do", "needless cycles");
        foreach (var kernel in kernels.Take(MostKernels))
        {
            var worst = kernel.Accesses.Where(access => Needless(access.Value) > 0)
                .OrderByDescending(access => Needless(access.Value)).ThenBy(access => access.Key.Line).Take(MostInstructions);
            foreach (var ((line, instruction), counts) in worst)
            {
                var (place, global, shared) = (Invariant($"{line}"), counts.Global, counts.Shared);
                if (NeedlessGlobal(counts) > 0)
                    Row(text, Short(kernel.Name), place, $"`{instruction}`", global.Requests, "sectors", global.Sectors, global.FewestSectors, NeedlessGlobal(counts));
                if (NeedlessShared(counts) > 0)
                    Row(text, Short(kernel.Name), place, $"`{instruction}`", shared.Requests, "cycles", shared.Cycles, shared.FewestCycles, NeedlessShared(counts));
            }
        }
    }

    private static double Needless(in InstructionCounts counts) => NeedlessGlobal(counts) + NeedlessShared(counts);

    private static double NeedlessGlobal(in InstructionCounts counts) => KernelTotals.CyclesOf(counts.Global.Sectors - counts.Global.FewestSectors);

    private static double NeedlessShared(in InstructionCounts counts) => counts.Shared.Cycles - counts.Shared.FewestCycles;

    // ILGPU begins the name of every kernel with this.
    private static string Short(string name) => name.StartsWith("Kernel_", StringComparison.Ordinal) ? name["Kernel_".Length..] : name;

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static string Percent(double share) => Invariant($"{share * 100:F1} %");

    private static void Header(StringBuilder text, params ReadOnlySpan<string> cells)
    {
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n|---");
        text.Insert(text.Length, "|--:", cells.Length - 1).Append("|\n");
    }

    // Numbers are written with their thousands apart.
    private static void Row(StringBuilder text, params ReadOnlySpan<object> cells)
    {
        foreach (var cell in cells)
            text.Append(CultureInfo.InvariantCulture, $"| {cell:N0} ");
        text.Append("|\n");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
