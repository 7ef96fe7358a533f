using System.Globalization;
using KernelBench;
using ShapeNet.Runtime.Cpu;

// Usage: KernelBench [--threads N] [--batch N] [--seconds S] [--vectors 1|8|16] [--processor-time 0|1] [name part ...]
var threads = Option("--threads", Environment.ProcessorCount);
var batch = Option("--batch", 4);
var seconds = Option("--seconds", 1);
var vectors = (VectorWidth)Option("--vectors", (int)VectorWidths.Widest);
var processorTime = Option("--processor-time", 0) != 0;
var wanted = args.Where((arg, i) => !arg.StartsWith("--", StringComparison.Ordinal)
    && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal))).ToArray();

using var pool = new CpuThreads(threads);
var bench = new Bench(new CpuContext(batch, pool, vectors), seconds, processorTime, wanted);
Console.WriteLine($"{threads} threads, batch {batch}, {vectors}; multiply-add peak {bench.Peak():F0} GFLOP/s");
Console.WriteLine($"{"layer",-34}{"min ms",10}{"median",10}{"GFLOP/s",10}{"GB/s",8}");
ConvolutionBench.Run(bench);
LayerBench.Run(bench);
Console.WriteLine($"multiply-add peak {bench.Peak():F0} GFLOP/s");

int Option(string name, int value)
{
    var index = Array.IndexOf(args, name);
    return index < 0 ? value : int.Parse(args[index + 1], CultureInfo.InvariantCulture);
}
