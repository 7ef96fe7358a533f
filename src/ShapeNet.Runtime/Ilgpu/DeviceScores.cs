using System.Reflection;
using ILGPU;
using ILGPU.Algorithms;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>
/// Holds a network's outputs against labels on the accelerator: a confusion matrix and the loss, added up over batches.
/// Counts are whole numbers and losses are added in a fixed order: the same batches give the same bits.
/// </summary>
internal sealed class DeviceScores : IDisposable
{
    private const int ChunkPositions = 1024;

    /// <summary>Counts that a group keeps in shared memory: those of 63 classes. With more classes it counts where all groups do.</summary>
    private const int SharedCounts = 4096;

    private readonly AcceleratorStream stream;
    private readonly int classes;
    private readonly int positions;
    private readonly int chunks;
    private readonly MemoryBuffer1D<ulong, Stride1D.Dense> buffer;
    private readonly ArrayView<ulong> counts;
    private readonly ArrayView<double> loss;
    private readonly ArrayView<float> parts;
    private readonly Action<AcceleratorStream, KernelConfig, int, int, int, int, int, ArrayView<float>, ArrayView<int>, ArrayView<float>, ArrayView<ulong>> score;
    private readonly Action<AcceleratorStream, KernelConfig, int, int, ArrayView<float>, ArrayView<double>> addLosses;
    private int images;

    /// <summary>Reserves the memory.</summary>
    /// <param name="device">Where.</param>
    /// <param name="definition">The network.</param>
    /// <param name="capacity">The most images in a batch.</param>
    public DeviceScores(IlgpuDevice device, NetworkDefinition definition, int capacity)
    {
        var accelerator = device.Accelerator;
        stream = accelerator.DefaultStream;
        (classes, positions) = (definition.Classes, definition.LabelsPerImage);
        chunks = (positions + ChunkPositions - 1) / ChunkPositions;
        long cells = PredictionScores.Cells(classes);
        var groups = (long)capacity * chunks;
        var labels = (long)capacity * positions;
        // One block: counts, the loss, two values of each group, two labels to a word.
        var words = cells + 1 + groups + ((labels + 1) / 2);
        try
        {
            buffer = accelerator.Allocate1D<ulong>(words);
        }
        catch (AcceleratorException fault)
        {
            throw new DeviceException($"{device.Description}: not enough memory for scoring {definition.Name} in batches of {capacity}, {words * sizeof(ulong):N0} bytes ({fault.Message}).");
        }

        var view = buffer.View.BaseView;
        counts = view.SubView(0, cells);
        loss = view.SubView(cells, 1).Cast<double>();
        parts = view.SubView(cells + 1, groups).Cast<float>();
        Labels = view.SubView(cells + 1 + groups, words - cells - 1 - groups).Cast<int>();
        score = accelerator.LoadKernel<int, int, int, int, int, ArrayView<float>, ArrayView<int>, ArrayView<float>, ArrayView<ulong>>(ScorePositions, IlgpuDevice.Specialization);
        addLosses = accelerator.LoadKernel<int, int, ArrayView<float>, ArrayView<double>>(AddLosses, IlgpuDevice.Specialization);
        Clear();
    }

    /// <summary>The kernels.</summary>
    public static IEnumerable<MethodInfo> Kernels => [((Delegate)ScorePositions).Method, ((Delegate)AddLosses).Method];

    /// <summary>The bytes on the accelerator.</summary>
    public long Bytes => buffer.LengthInBytes;

    /// <summary>Room for the labels of a full batch.</summary>
    public ArrayView<int> Labels { get; }

    /// <summary>Adds the scores of a batch whose labels are there.</summary>
    /// <param name="logits">The network's outputs.</param>
    /// <param name="batch">The images of the batch.</param>
    /// <param name="ignoreLabel">The label of positions that are counted apart, or −1.</param>
    /// <param name="ignoredClass">The class that these have in the loss, or −1.</param>
    public void Add(ArrayView<float> logits, int batch, int ignoreLabel, int ignoredClass)
    {
        score(stream, IlgpuRun.Groups(batch * chunks), classes, positions, chunks, ignoreLabel, ignoredClass, logits, Labels, parts, counts);
        addLosses(stream, IlgpuRun.Groups(1), batch, chunks, parts, loss);
        images += batch;
    }

    /// <summary>Waits for the accelerator, hands the sums over and begins anew.</summary>
    public PredictionScores Take()
    {
        var (readCounts, readLoss) = (new ulong[counts.Length], new double[1]);
        counts.CopyToCPU(stream, readCounts);
        loss.CopyToCPU(stream, readLoss);
        Clear();
        var taken = new PredictionScores(images, readLoss[0], classes, Array.ConvertAll(readCounts, count => (long)count));
        images = 0;
        return taken;
    }

    public void Dispose() => buffer.Dispose();

    private void Clear() => buffer.View.BaseView.SubView(0, counts.Length + 1).MemSetToZero(stream);

    /// <summary>
    /// A group takes a chunk of an image's positions: it counts labels against predicted classes, and writes the sum of
    /// the positions' losses and how many counted.
    /// </summary>
    private static void ScorePositions(
        int classes, int positions, int chunks, int ignoreLabel, int ignoredClass,
        ArrayView<float> logits, ArrayView<int> labels, ArrayView<float> parts, ArrayView<ulong> counts)
    {
        var groupCounts = SharedMemory.Allocate<int>(SharedCounts);
        var losses = SharedMemory.Allocate<float>(IlgpuRun.GroupSize);
        var counted = SharedMemory.Allocate<float>(IlgpuRun.GroupSize);
        var thread = Group.IdxX;
        var cells = (classes + 1) * classes;
        var countsInGroup = cells <= SharedCounts;
        if (countsInGroup)
        {
            for (var cell = thread; cell < cells; cell += IlgpuRun.GroupSize)
                groupCounts[cell] = 0;
        }

        Group.Barrier();
        var image = Grid.IdxX / chunks;
        var first = (Grid.IdxX - (image * chunks)) * ChunkPositions;
        var last = IntrinsicMath.Min(positions, first + ChunkPositions);
        var loss = 0f;
        var count = 0f;
        for (var position = first + thread; position < last; position += IlgpuRun.GroupSize)
        {
            var place = (image * positions) + position;
            var at = place * classes;
            var largest = logits[at];
            var best = 0;
            for (var i = 1; i < classes; i++)
            {
                if (logits[at + i] > largest)
                {
                    largest = logits[at + i];
                    best = i;
                }
            }

            var label = labels[place];
            var isIgnored = label == ignoreLabel;
            var cell = ((isIgnored ? classes : label) * classes) + best;
            if (countsInGroup)
                Atomic.Add(ref groupCounts[cell], 1);
            else
                Atomic.Add(ref counts[cell], 1UL);

            var lossClass = isIgnored ? ignoredClass : label;
            if (lossClass >= 0)
            {
                // Thousands of classes that are scored alike round a sum of single precision the same way each time.
                var sum = 0.0;
                for (var i = 0; i < classes; i++)
                    sum += XMath.Exp(logits[at + i] - largest);
                loss += XMath.Log((float)sum) + largest - logits[at + lossClass];
                count += 1f;
            }
        }

        losses[thread] = loss;
        counted[thread] = count;
        for (var half = IlgpuRun.GroupSize / 2; half > 0; half /= 2)
        {
            Group.Barrier();
            if (thread < half)
            {
                losses[thread] += losses[thread + half];
                counted[thread] += counted[thread + half];
            }
        }

        if (thread == 0)
        {
            parts[Grid.IdxX * 2] = losses[0];
            parts[(Grid.IdxX * 2) + 1] = counted[0];
        }

        if (countsInGroup)
        {
            for (var cell = thread; cell < cells; cell += IlgpuRun.GroupSize)
            {
                var found = groupCounts[cell];
                if (found > 0)
                    Atomic.Add(ref counts[cell], (ulong)found);
            }
        }
    }

    /// <summary>One group adds the mean losses of the images; a thread takes every 256th image and that image's chunks in their order.</summary>
    private static void AddLosses(int batch, int chunks, ArrayView<float> parts, ArrayView<double> loss)
    {
        var sums = SharedMemory.Allocate<double>(IlgpuRun.GroupSize);
        var thread = Group.IdxX;
        var sum = 0.0;
        for (var image = thread; image < batch; image += IlgpuRun.GroupSize)
        {
            var imageLoss = 0.0;
            var counted = 0.0;
            for (var chunk = image * chunks; chunk < (image + 1) * chunks; chunk++)
            {
                imageLoss += parts[chunk * 2];
                counted += parts[(chunk * 2) + 1];
            }

            if (counted > 0)
                sum += imageLoss / counted;
        }

        sums[thread] = sum;
        for (var half = IlgpuRun.GroupSize / 2; half > 0; half /= 2)
        {
            Group.Barrier();
            if (thread < half)
                sums[thread] += sums[thread + half];
        }

        if (thread == 0)
            loss[0] += sums[0];
    }
}
