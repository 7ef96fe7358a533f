using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace Fcn.Data;

/// <summary>
/// Prepares batches of random crops on threads of its own, ahead of the training step and into buffers that are used
/// again. What a batch holds is a pure function of the seed, the epoch and the step: neither the threads nor where the
/// loader was started change it, so training resumes anywhere with the very same batches.
/// </summary>
internal sealed class BatchLoader : IDisposable
{
    // The kinds of random choice: each has a stream of numbers of its own.
    private const ulong OrderStream = 1;
    private const ulong CropStream = 2;

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
        this.dataset = dataset;
        this.options = options;
        cache = new SampleCache(options.CacheBytes);
        order = new int[dataset.Samples.Count];
        StepsPerEpoch = options.DropLast
            ? dataset.Samples.Count / options.BatchSize
            : (dataset.Samples.Count + options.BatchSize - 1) / options.BatchSize;
        if (StepsPerEpoch == 0)
            throw new InputException($"{dataset.Folder.Root}: {dataset.Samples.Count} images do not fill one batch of {options.BatchSize}");

        slots = new Slot[options.Ahead + 1];
        for (var i = 0; i < slots.Length; i++)
            slots[i] = new Slot(new Batch(options));
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
    public bool TryNext([NotNullWhen(true)] out Batch? batch)
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
        var crops = new CropReader(options);
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
        var batch = slot.Batch;
        (batch.Epoch, batch.Step) = (epoch, step);
        batch.Count = Math.Min(options.BatchSize, order.Length - first);
        order.AsSpan(first, batch.Count).CopyTo(batch.AllSamples);
        slot.Assign(number);
    }

    private void SetOrder(int epoch)
    {
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        if (options.Shuffle)
            new SeededRandom(options.Seed, OrderStream, (ulong)epoch).Shuffle(order.AsSpan());
        orderEpoch = epoch;
    }

    private void Fill(Batch batch, int item, CropReader crops, DecodedSample scratch)
    {
        var index = batch.Samples[item];
        var epoch = options.NewCropsEachEpoch ? batch.Epoch : 0;
        var random = new SeededRandom(options.Seed, CropStream, (ulong)epoch, (ulong)index);
        crops.Write(cache.Get(dataset.Samples[index], scratch), random, batch, item);
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
    private sealed class Slot(Batch batch)
    {
        private const long None = -1;

        private long number = None;
        private int pending;
        private int errorItem;

        public Batch Batch { get; } = batch;

        public Exception? Error { get; private set; }

        public bool InUse { get; set; }

        public bool IsFree => number == None;

        public bool IsReady(long wanted) => number == wanted && pending == 0;

        public void Assign(long batchNumber)
        {
            number = batchNumber;
            pending = Batch.Count;
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
