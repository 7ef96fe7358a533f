using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using ShapeNet;
using ShapeNet.Runtime;

namespace Fcn.Data;

/// <summary>
/// Prepares batches of random crops on threads of its own, ahead of the training step and into buffers that are used
/// again. What a batch holds is a pure function of the seed, the epoch and the step: neither the threads nor where the
/// loader was started change it, so training resumes anywhere with the very same batches.
/// </summary>
/// <typeparam name="TInput">The shape of a crop: 3 channels, rows, columns.</typeparam>
/// <typeparam name="TLabels">The shape of its labels: the same rows and columns.</typeparam>
internal sealed class BatchLoader<TInput, TLabels> : IDisposable
    where TInput : IShape
    where TLabels : IShape
{
    /// <summary>Room for the random numbers of one crop in the stream of all crops.</summary>
    private const int NumbersPerCrop = 8;

    private readonly VocDataset dataset;
    private readonly BatchOptions options;
    private readonly SampleCache cache;
    private readonly Thread[] workers;
    private readonly int[] order;

    // What follows is read and written under the gate, except that the items of a filling slot are written outside it.
    private readonly object gate = new();
    private readonly Slot[] slots;
    private int orderEpoch = -1;
    private long nextToFill;
    private int nextItem;
    private long nextToUse;
    private long end;
    private int busyWorkers;
    private bool stopped;

    public BatchLoader(VocDataset dataset, BatchOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Ahead, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        if (TInput.Dimensions.Length != 3 || TInput.Dimensions[0] != 3 || !TInput.Dimensions[1..].SequenceEqual(TLabels.Dimensions))
            throw new ArgumentException($"Crops of {TInput.Text} with labels of {TLabels.Text}: crops have 3 channels, and labels their rows and columns.");
        this.dataset = dataset;
        this.options = options;
        cache = new SampleCache(dataset.Cache ?? new CacheBudget(options.CacheBytes));
        order = new int[dataset.Samples.Count];
        StepsPerEpoch = options.DropLast
            ? dataset.Samples.Count / options.BatchSize
            : (dataset.Samples.Count + options.BatchSize - 1) / options.BatchSize;
        if (StepsPerEpoch == 0)
            throw new InputException($"{dataset.Folder.Root}: {dataset.Samples.Count} images do not fill one batch of {options.BatchSize}");

        slots = new Slot[options.Ahead + 1];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = new Slot(options.BatchSize);
        workers = new Thread[options.Threads];
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(Work) { IsBackground = true, Name = $"batch loader {i}" };
            workers[i].Start();
        }
    }

    /// <summary>How many batches an epoch has.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>How many images an epoch has.</summary>
    public int ImagesPerEpoch => options.DropLast ? StepsPerEpoch * options.BatchSize : dataset.Samples.Count;

    /// <summary>How many batches are prepared and not yet asked for.</summary>
    public int ReadyAhead
    {
        get
        {
            lock (gate)
            {
                var ready = 0;
                while (ready < slots.Length && SlotOf(nextToUse + ready).IsReady(nextToUse + ready))
                    ready++;
                return ready;
            }
        }
    }

    /// <summary>Begins, or begins again, at an epoch and step, and goes on through the epochs up to <paramref name="endEpoch"/>, which is excluded.</summary>
    public void Start(int epoch, int step = 0, int endEpoch = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, StepsPerEpoch);
        lock (gate)
        {
            // With nothing left to fill, the workers come to rest; then the slots can be given to the new run.
            end = nextToFill;
            nextItem = 0;
            while (busyWorkers > 0)
                Monitor.Wait(gate);
            foreach (var slot in slots)
                slot.Clear();
            nextToFill = nextToUse = ((long)epoch * StepsPerEpoch) + step;
            end = (long)endEpoch * StepsPerEpoch;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits for the next batch. The one before it is given back and filled again.</summary>
    /// <returns><see langword="false"/> after the last batch.</returns>
    /// <exception cref="InputException">An image of this batch cannot be read.</exception>
    public bool TryNext([NotNullWhen(true)] out CropBatch<TInput, TLabels>? batch)
    {
        lock (gate)
        {
            foreach (var used in slots)
            {
                if (used.InUse)
                    used.Clear();
            }

            Monitor.PulseAll(gate);
            if (nextToUse >= end)
            {
                batch = null;
                return false;
            }

            var slot = SlotOf(nextToUse);
            while (!slot.IsReady(nextToUse))
                Monitor.Wait(gate);
            nextToUse++;
            slot.InUse = true;
            if (slot.Error is { } error)
                ExceptionDispatchInfo.Throw(error);
            batch = slot.Batch;
            return true;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            stopped = true;
            Monitor.PulseAll(gate);
        }

        foreach (var worker in workers)
            worker.Join();
    }

    private void Work()
    {
        var crops = new CropReader(options, TLabels.Dimensions[0], TLabels.Dimensions[1]);
        var scratch = new DecodedSample();
        while (Take(out var slot, out var item))
        {
            Exception? error = null;
            try
            {
                Fill(slot.Batch, item, crops, scratch);
            }
            catch (Exception exception)
            {
                // Handed to whoever asks for the batch, in the order of the items.
                error = exception;
            }

            Finish(slot, item, error);
        }
    }

    /// <summary>Waits for an image that can be prepared: in the batch being filled, or the first of the next free slot.</summary>
    private bool Take([NotNullWhen(true)] out Slot? slot, out int item)
    {
        lock (gate)
        {
            while (!stopped && (nextToFill >= end || (nextItem == 0 && !SlotOf(nextToFill).IsFree)))
                Monitor.Wait(gate);
            if (stopped)
            {
                (slot, item) = (null, 0);
                return false;
            }

            slot = SlotOf(nextToFill);
            if (nextItem == 0)
                Assign(slot, nextToFill);
            item = nextItem++;
            if (nextItem == slot.Batch.Count)
            {
                nextItem = 0;
                nextToFill++;
            }

            busyWorkers++;
            return true;
        }
    }

    private void Assign(Slot slot, long number)
    {
        var epoch = (int)(number / StepsPerEpoch);
        var step = (int)(number % StepsPerEpoch);
        if (epoch != orderEpoch)
            SetOrder(epoch);
        var first = step * options.BatchSize;
        slot.Assign(number, epoch, step, order.AsSpan(first, Math.Min(options.BatchSize, order.Length - first)));
    }

    private void SetOrder(int epoch)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        if (options.Shuffle)
            new RandomStream(options.Seed, $"order of epoch {epoch}").Shuffle(order.AsSpan());
        orderEpoch = epoch;
    }

    private void Fill(CropBatch<TInput, TLabels> batch, int item, CropReader crops, DecodedSample scratch)
    {
        var index = batch.Samples[item];
        var epoch = options.NewCropsEachEpoch ? batch.Epoch : 0;
        var random = new RandomStream(options.Seed, "crops") { Position = (((long)epoch * order.Length) + index) * NumbersPerCrop };
        var decoded = cache.Get(dataset.Samples[index], scratch);
        crops.Write(decoded, random, batch.Images.Image(item), batch.Labels.Image(item), batch.TruthOf(item));
    }

    private void Finish(Slot slot, int item, Exception? error)
    {
        lock (gate)
        {
            slot.Finish(item, error);
            busyWorkers--;
            Monitor.PulseAll(gate);
        }
    }

    private Slot SlotOf(long number) => slots[number % slots.Length];

    /// <summary>A buffer and what is being done with it.</summary>
    private sealed class Slot(int capacity)
    {
        private const long None = -1;

        private long number = None;
        private int pending;
        private int errorItem;

        public CropBatch<TInput, TLabels> Batch { get; } = new(capacity);

        public Exception? Error { get; private set; }

        public bool InUse { get; set; }

        public bool IsFree => number == None;

        public bool IsReady(long wanted) => number == wanted && pending == 0;

        public void Assign(long batchNumber, int epoch, int step, ReadOnlySpan<int> samples)
        {
            Batch.Assign(epoch, step, samples);
            number = batchNumber;
            pending = samples.Length;
        }

        public void Finish(int item, Exception? error)
        {
            pending--;
            if (error is not null && (Error is null || item < errorItem))
                (Error, errorItem) = (error, item);
        }

        public void Clear()
        {
            number = None;
            pending = 0;
            Error = null;
            InUse = false;
        }
    }
}
