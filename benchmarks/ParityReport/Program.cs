using System.Globalization;
using ParityReport;

// Each argument is a folder that benchmarks/parity.sh has filled: reference.safetensors (PyTorch in double precision),
// expected.safetensors (PyTorch in single precision) and fcn.safetensors (fcn step).
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: ParityReport FOLDER...");
    return 2;
}

var seeds = args.Select(folder => new SeedErrors(
    Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
    RunErrors.Compare(Path.Combine(folder, "fcn.safetensors"), Path.Combine(folder, "reference.safetensors")),
    RunErrors.Compare(Path.Combine(folder, "expected.safetensors"), Path.Combine(folder, "reference.safetensors")))).ToArray();

Report.WriteSeeds(seeds);
Report.WriteWorstTensors(seeds);
return Report.WriteVerdicts(seeds) ? 0 : 1;
