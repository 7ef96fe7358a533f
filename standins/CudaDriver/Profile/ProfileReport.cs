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
        Work(text, kernels);
        Memory(text, kernels);
        Culprits(text, kernels);
        return text.ToString();
    }

    private static void Work(StringBuilder text, IReadOnlyList<KernelTotals> kernels)
    {
        var all = kernels.Sum(kernel => kernel.Bound.Cycles);
        Line(text, $"# Launches, and the cycles of one multiprocessor that they take at least");
        Line(text, $"");
        Line(text, $"| kernel | launches | blocks | warp instructions | active lanes | issue | arithmetic | shared | global | bound by | bound | share |");
        Line(text, $"|---|--:|--:|--:|--:|--:|--:|--:|--:|---|--:|--:|");
        foreach (var kernel in kernels)
        {
            var (cycles, by) = kernel.Bound;
            Line(text, $"| {kernel.Name} | {kernel.Launches:N0} | {kernel.Blocks:N0} | {kernel.Warps:N0} | {kernel.ActiveLanes:P1} | {kernel.IssueCycles:N0} | {kernel.ArithmeticCycles:N0} | {kernel.SharedCycles:N0} | {kernel.GlobalCycles:N0} | {by} | {cycles:N0} | {Ratio(cycles, all):P1} |");
        }

        Line(text, $"| all | {kernels.Sum(kernel => kernel.Launches):N0} | {kernels.Sum(kernel => kernel.Blocks):N0} | {kernels.Sum(kernel => kernel.Warps):N0} | | {kernels.Sum(kernel => kernel.IssueCycles):N0} | {kernels.Sum(kernel => kernel.ArithmeticCycles):N0} | {kernels.Sum(kernel => kernel.SharedCycles):N0} | {kernels.Sum(kernel => kernel.GlobalCycles):N0} | | {all:N0} | |");
    }

    private static void Memory(StringBuilder text, IReadOnlyList<KernelTotals> kernels)
    {
        Line(text, $"");
        Line(text, $"# What they ask of memory");
        Line(text, $"");
        Line(text, $"| kernel | f32 instructions | global requests | sectors | bytes asked for | efficiency | local requests | local bytes moved | shared requests | cycles | fewest | conflicts |");
        Line(text, $"|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var kernel in kernels)
        {
            var (global, local, shared) = (kernel.Global, kernel.Local, kernel.Shared);
            Line(text, $"| {kernel.Name} | {kernel.Arithmetic:N0} | {global.Requests:N0} | {global.Sectors:N0} | {global.AskedBytes:N0} | {Ratio(global.AskedBytes, global.MovedBytes):P1} | {local.Requests:N0} | {local.MovedBytes:N0} | {shared.Requests:N0} | {shared.Cycles:N0} | {shared.FewestCycles:N0} | {Ratio(shared.Cycles, shared.FewestCycles):F2} |");
        }
    }

    private static void Culprits(StringBuilder text, IReadOnlyList<KernelTotals> kernels)
    {
        Line(text, $"");
        Line(text, $"# The instructions that waste most, of the {MostKernels} most expensive kernels");
        Line(text, $"");
        Line(text, $"| kernel | line | instruction | requests | takes | would do | needless cycles |");
        Line(text, $"|---|--:|---|--:|--:|--:|--:|");
        foreach (var kernel in kernels.Take(MostKernels))
        {
            foreach (var ((line, instruction), counts) in kernel.Accesses.OrderByDescending(access => Needless(access.Value)).ThenBy(access => access.Key.Line).Take(MostInstructions))
            {
                if (Needless(counts) <= 0)
                    break;
                if (counts.Global.NeedlessSectors > 0)
                    Line(text, $"| {kernel.Name} | {line} | `{instruction}` | {counts.Global.Requests:N0} | {counts.Global.Sectors:N0} sectors | {counts.Global.AskedBytes / (double)Traffic.SectorBytes:N0} | {KernelTotals.CyclesOf(counts.Global.NeedlessSectors):N0} |");
                if (counts.Shared.NeedlessCycles > 0)
                    Line(text, $"| {kernel.Name} | {line} | `{instruction}` | {counts.Shared.Requests:N0} | {counts.Shared.Cycles:N0} cycles | {counts.Shared.FewestCycles:N0} | {counts.Shared.NeedlessCycles:N0} |");
            }
        }
    }

    private static double Needless(InstructionCounts counts) => KernelTotals.CyclesOf(counts.Global.NeedlessSectors) + counts.Shared.NeedlessCycles;

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
