using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PtxTable;

/// <summary>What ptxas made of a kernel.</summary>
/// <param name="Registers">Registers of a thread.</param>
/// <param name="SharedBytes">Shared memory of a group.</param>
/// <param name="SpillBytes">Bytes of registers that had to be put into memory, stores and loads together.</param>
/// <param name="Instructions">The instructions' names.</param>
internal sealed record AssembledKernel(int Registers, int SharedBytes, int SpillBytes, IReadOnlyList<string> Instructions)
{
    private const int GroupSize = 256;

    /// <summary>The share of instructions of a name.</summary>
    public double Share(string name) => Instructions.Count(instruction => instruction == name) / (double)Math.Max(1, Instructions.Count);

    /// <summary>How many groups fit on a multiprocessor at once, by registers, shared memory and threads (CUDA programming guide, compute capabilities 8.0 and 9.0).</summary>
    public int GroupsPerMultiprocessor(string target)
    {
        var shared = (target == "sm_90" ? 228 : 164) * 1024;
        var byRegisters = 65536 / ((Registers + 7) / 8 * 8 * GroupSize);
        // The system takes a kilobyte of each group's shared memory.
        return Math.Min(Math.Min(byRegisters, shared / (SharedBytes + 1024)), 2048 / GroupSize);
    }
}

/// <summary>NVIDIA's assembler and disassembler.</summary>
internal sealed partial class Assembler(string tools, string folder)
{
    public string Version => Run("ptxas", "--version").Split('\n').First(line => line.Contains("release", StringComparison.Ordinal)).Trim();

    public AssembledKernel Assemble(string name, string ptx, string target)
    {
        var source = Path.Combine(folder, $"{name}.{target}.ptx");
        var binary = Path.ChangeExtension(source, "cubin");
        File.WriteAllText(source, ptx);
        var said = Run("ptxas", $"-arch={target}", "-v", source, "-o", binary);
        var code = Instruction().Matches(Run("cuobjdump", "-sass", binary)).Select(match => match.Groups[1].Value).ToArray();
        return new(
            Number(Registers(), said), Number(Shared(), said), Number(SpillStores(), said) + Number(SpillLoads(), said), code);
    }

    private static int Number(Regex pattern, string text) =>
        pattern.Match(text) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;

    private string Run(string tool, params string[] arguments)
    {
        var start = new ProcessStartInfo(tools.Length == 0 ? tool : Path.Combine(tools, tool), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{tool} does not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{tool} {string.Join(' ', arguments)}: {output}");
    }

    [GeneratedRegex(@"Used (\d+) registers")]
    private static partial Regex Registers();

    [GeneratedRegex(@"(\d+) bytes smem")]
    private static partial Regex Shared();

    [GeneratedRegex(@"(\d+) bytes spill stores")]
    private static partial Regex SpillStores();

    [GeneratedRegex(@"(\d+) bytes spill loads")]
    private static partial Regex SpillLoads();

    [GeneratedRegex(@"^\s*/\*[0-9a-f]{4,5}\*/\s+(?:@!?U?P\w+\s+)?([A-Z0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Instruction();
}
