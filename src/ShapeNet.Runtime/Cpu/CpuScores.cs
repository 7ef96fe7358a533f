namespace ShapeNet.Runtime.Cpu;

/// <summary>Holds a network's outputs against labels: a confusion matrix and the loss, added up over batches.</summary>
internal sealed unsafe class CpuScores
{
    private const int ChunkPositions = 1024;

    private readonly CpuThreads threads;
    private readonly int classes;
    private readonly int positions;
    private readonly int chunks;
    private readonly AlignedFloats outputs;
    private readonly double[] chunkLosses;
    private readonly int[] chunkCounted;
    private readonly long[] counts;
    private int images;
    private double lossSum;

    /// <summary>Reserves the memory.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="capacity">The most images in a batch.</param>
    /// <param name="threads">The threads that share the work.</param>
    public CpuScores(NetworkDefinition definition, int capacity, CpuThreads threads)
    {
        this.threads = threads;
        (classes, positions) = (definition.Classes, definition.LabelsPerImage);
        chunks = (positions + ChunkPositions - 1) / ChunkPositions;
        var values = (long)capacity * positions * classes;
        if (values > Array.MaxLength)
            throw new DeviceException($"CPU: scoring {definition.Name} in batches of {capacity} takes {values} outputs: at most {Array.MaxLength} are possible.");
        outputs = new((int)values);
        chunkLosses = new double[capacity * chunks];
        chunkCounted = new int[capacity * chunks];
        counts = new long[threads.Count * PredictionScores.Cells(classes)];
    }

    /// <summary>Room for the outputs of a batch.</summary>
    public Span<float> Outputs(int batch) => outputs.Span(0, batch * positions * classes);

    /// <summary>Adds the scores of the outputs.</summary>
    /// <param name="labels">The labels of the batch.</param>
    /// <param name="batch">Its images.</param>
    /// <param name="ignoreLabel">The label of positions that are counted apart, or −1.</param>
    /// <param name="ignoredClass">The class that these have in the loss, or −1.</param>
    public void Add(ReadOnlySpan<int> labels, int batch, int ignoreLabel, int ignoredClass)
    {
        fixed (float* logits = Outputs(batch))
        fixed (int* label = labels)
        fixed (double* loss = chunkLosses)
        fixed (int* counted = chunkCounted)
        fixed (long* count = counts)
            threads.Run(batch * chunks, new Work(classes, positions, chunks, logits, label, ignoreLabel, ignoredClass, loss, counted, count));

        for (var image = 0; image < batch; image++)
        {
            var (loss, counted) = (0.0, 0);
            for (var chunk = image * chunks; chunk < (image + 1) * chunks; chunk++)
                (loss, counted) = (loss + chunkLosses[chunk], counted + chunkCounted[chunk]);
            if (counted > 0)
                lossSum += loss / counted;
        }

        images += batch;
    }

    /// <summary>Hands the sums over and begins anew.</summary>
    public PredictionScores Take()
    {
        var sums = new long[PredictionScores.Cells(classes)];
        for (var i = 0; i < counts.Length; i++)
            sums[i % sums.Length] += counts[i];
        var taken = new PredictionScores(images, lossSum, classes, sums);
        Array.Clear(counts);
        (images, lossSum) = (0, 0);
        return taken;
    }

    /// <summary>The scores of a chunk of an image's positions; each thread counts in a matrix of its own.</summary>
    private readonly struct Work(
        int classes, int positions, int chunks, float* logits, int* labels, int ignoreLabel, int ignoredClass,
        double* losses, int* counted, long* counts) : ICpuWork
    {
        public void Execute(int item, int thread)
        {
            var own = counts + ((long)thread * PredictionScores.Cells(classes));
            var image = (long)(item / chunks) * positions;
            var first = item % chunks * ChunkPositions;
            var (loss, count) = (0.0, 0);
            for (var position = image + first; position < image + Math.Min(positions, first + ChunkPositions); position++)
            {
                var scores = new ReadOnlySpan<float>(logits + (position * classes), classes);
                var label = labels[position];
                var isIgnored = label == ignoreLabel;
                own[((isIgnored ? classes : label) * classes) + Logits.ArgMax(scores)]++;
                var lossClass = isIgnored ? ignoredClass : label;
                if (lossClass == Trainer.NoLabel)
                    continue;
                loss += Logits.CrossEntropy(scores, lossClass);
                count++;
            }

            losses[item] = loss;
            counted[item] = count;
        }
    }
}
