namespace Fcn.Data;

/// <summary>How a data set becomes batches.</summary>
internal sealed record BatchOptions
{
    /// <summary>Images in a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>What order, crops and augmentation follow from.</summary>
    public ulong Seed { get; init; }

    /// <summary>What pixels of no class become in the labels for the loss.</summary>
    public VoidHandling Void { get; init; } = VoidHandling.Background;

    /// <summary>Whether each epoch has an order of its own; otherwise it is the list's.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether every epoch has crops of its own; otherwise each image has one, the same in all epochs.</summary>
    public bool NewCropsEachEpoch { get; init; } = true;

    /// <summary>Whether an epoch's short last batch is left out; otherwise it has what is left.</summary>
    public bool DropLast { get; init; }

    /// <summary>The smallest factor by which images are resized before they are cropped.</summary>
    public float MinScale { get; init; } = 1;

    /// <summary>The largest factor by which images are resized before they are cropped.</summary>
    public float MaxScale { get; init; } = 1;

    /// <summary>Whether half of the crops are mirrored.</summary>
    public bool Flip { get; init; }

    /// <summary>How many batches are prepared ahead of the one in use.</summary>
    public int Ahead { get; init; } = 1;

    /// <summary>How many threads prepare them. They change when a batch is ready, never what is in it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How many bytes of decoded images are kept in memory.</summary>
    public long CacheBytes { get; init; } = 1L << 30;
}
