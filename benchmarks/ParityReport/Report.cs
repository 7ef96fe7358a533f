namespace ParityReport;

/// <summary>Prints the errors and what is asked of them.</summary>
internal static class Report
{
    private const double LossLimit = 1e-5;
    private const double LogitLimit = 1e-4;
    private const double GradientLimit = 3e-2;
    private const double MedianRatioLimit = 2;
    private const int WorstTensors = 8;

    /// <summary>One line for each seed: this program's error, and PyTorch's own in single precision behind the slash.</summary>
    public static void WriteSeeds(IReadOnlyList<SeedErrors> seeds)
    {
        Console.WriteLine("Relative errors ‖a−b‖/‖b‖ against PyTorch in double precision: ours / PyTorch's own in single precision.");
        Console.WriteLine();
        Console.WriteLine($"{"seed",-10}{"losses",-20}{"logits",-20}{"gradients, median",-20}{"gradients, worst",-20}{"statistics, worst",-20}{"weights, worst",-20}counters");
        foreach (var seed in seeds)
        {
            Console.WriteLine(
                $"{seed.Seed,-10}{Pair(seed, run => run.Losses)}{Pair(seed, run => run.Logits)}{Pair(seed, run => Median(run.Gradients.Values))}"
                + $"{Pair(seed, run => run.Gradients.Values.Max())}{Pair(seed, run => run.Statistics.Values.Max())}{Pair(seed, run => run.Weights.Values.Max())}"
                + (seed.Ours.Counters == 0 ? "equal" : $"{seed.Ours.Counters} differ"));
        }
    }

    /// <summary>The tensors whose errors exceed PyTorch's own most, so that a wrong gradient shows where it starts.</summary>
    public static void WriteWorstTensors(IReadOnlyList<SeedErrors> seeds)
    {
        Console.WriteLine();
        Console.WriteLine($"{"tensor",-44}{"ours, median",-16}{"PyTorch, median",-18}{"ours, worst",-16}PyTorch, worst");
        var names = seeds[0].Ours.Gradients.Keys.Concat(seeds[0].Ours.Statistics.Keys).Concat(seeds[0].Ours.Weights.Keys);
        var rows = names.Select(name => (Name: name, Ours: Of(seeds, seed => seed.Ours, name), Peer: Of(seeds, seed => seed.Peer, name)));
        foreach (var (name, ours, peer) in rows.OrderByDescending(row => Median(row.Ours) / Math.Max(Median(row.Peer), 1e-9)).Take(WorstTensors))
            Console.WriteLine($"{name,-44}{Median(ours),-16:0.0e+0}{Median(peer),-18:0.0e+0}{ours.Max(),-16:0.0e+0}{peer.Max():0.0e+0}");
    }

    /// <summary>What is asked, and whether it holds.</summary>
    public static bool WriteVerdicts(IReadOnlyList<SeedErrors> seeds)
    {
        Console.WriteLine();
        var ratio = Median(AllGradients(seeds, seed => seed.Ours)) / Median(AllGradients(seeds, seed => seed.Peer));
        bool[] verdicts =
        [
            Verdict("losses, worst", seeds.Max(seed => seed.Ours.Losses), LossLimit),
            Verdict("logits, worst", seeds.Max(seed => seed.Ours.Logits), LogitLimit),
            Verdict("gradients, median over PyTorch's", ratio, MedianRatioLimit),
            Verdict("gradients, worst", AllGradients(seeds, seed => seed.Ours).Max(), GradientLimit),
            Verdict("statistics, worst", seeds.Max(seed => seed.Ours.Statistics.Values.Max()), GradientLimit),
            Verdict("weights, median over PyTorch's", MedianRatio(seeds, run => run.Weights), MedianRatioLimit),
            Verdict("statistics, median over PyTorch's", MedianRatio(seeds, run => run.Statistics), MedianRatioLimit),
            Verdict("batch counters that differ", seeds.Sum(seed => seed.Ours.Counters), 0),
        ];
        return verdicts.All(holds => holds);
    }

    private static bool Verdict(string what, double value, double limit)
    {
        var holds = value <= limit;
        Console.WriteLine($"{what,-36}{value,-12:0.###e+0}{(holds ? "≤" : ">")} {limit:0.###e+0}{(holds ? "" : "   EXCEEDED")}");
        return holds;
    }

    private static double MedianRatio(IReadOnlyList<SeedErrors> seeds, Func<RunErrors, IReadOnlyDictionary<string, double>> errors) =>
        Median(seeds.SelectMany(seed => errors(seed.Ours).Values)) / Median(seeds.SelectMany(seed => errors(seed.Peer).Values));

    private static IEnumerable<double> AllGradients(IReadOnlyList<SeedErrors> seeds, Func<SeedErrors, RunErrors> run) =>
        seeds.SelectMany(seed => run(seed).Gradients.Values);

    private static double[] Of(IReadOnlyList<SeedErrors> seeds, Func<SeedErrors, RunErrors> run, string name) =>
        [.. seeds.Select(seed => run(seed)).Select(run =>
            run.Gradients.TryGetValue(name, out var error) || run.Statistics.TryGetValue(name, out error) ? error : run.Weights[name])];

    private static string Pair(SeedErrors seed, Func<RunErrors, double> error) =>
        $"{$"{error(seed.Ours):0.0e+0} / {error(seed.Peer):0.0e+0}",-20}";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
