using System.Globalization;

namespace ParityReport;

/// <summary>
/// Holds runs against PyTorch's. Each argument is a folder that <c>benchmarks/parity.sh</c> has filled: reference.safetensors (PyTorch in
/// double precision), expected.safetensors (PyTorch in single precision) and fcn.safetensors (<c>fcn step</c>).
/// </summary>
internal static class ParityCommand
{
    /// <summary>Prints the errors and what is asked of them.</summary>
    /// <param name="folders">One for each seed.</param>
    /// <returns>0 where everything asked holds, 1 where not, 2 where no folder is named.</returns>
    public static int Run(string[] folders)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (folders.Length == 0)
        {
            Console.Error.WriteLine("usage: FOLDER...");
            return 2;
        }

        var seeds = folders.Select(folder => new SeedErrors(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
            RunErrors.Compare(Path.Combine(folder, "fcn.safetensors"), Path.Combine(folder, "reference.safetensors")),
            RunErrors.Compare(Path.Combine(folder, "expected.safetensors"), Path.Combine(folder, "reference.safetensors")))).ToArray();

        Report.WriteSeeds(seeds);
        Report.WriteWorstTensors(seeds);
        return Report.WriteVerdicts(seeds) ? 0 : 1;
    }
}
