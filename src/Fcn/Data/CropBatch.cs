using ShapeNet;
using ShapeNet.Runtime;

namespace Fcn.Data;

/// <summary>
/// Crops ready for a training step. The memory belongs to the loader and is used again: a batch is valid until the
/// next one is asked for.
/// </summary>
/// <typeparam name="TInput">The shape of a crop.</typeparam>
/// <typeparam name="TLabels">The shape of its labels.</typeparam>
internal sealed class CropBatch<TInput, TLabels>
    where TInput : IShape
    where TLabels : IShape
{
    private readonly int[] samples;
    private readonly byte[] truth;

    internal CropBatch(int capacity)
    {
        Images = new Batch<TInput>(capacity);
        Labels = new Labels<TLabels>(capacity);
        samples = new int[capacity];
        truth = new byte[capacity * TLabels.Elements];
    }

    /// <summary>The epoch, from 0.</summary>
    public int Epoch { get; private set; }

    /// <summary>The step within the epoch, from 0.</summary>
    public int Step { get; private set; }

    /// <summary>How many crops there are.</summary>
    public int Count => Images.Count;

    /// <summary>Normalised colours.</summary>
    public Batch<TInput> Images { get; }

    /// <summary>Labels for the loss: a class, or <see cref="VocPalette.Void"/> where void is ignored.</summary>
    public Labels<TLabels> Labels { get; }

    /// <summary>Which of the data set's samples the crops are from.</summary>
    public ReadOnlySpan<int> Samples => samples.AsSpan(0, Count);

    /// <summary>One crop's classes: void stays <see cref="VocPalette.Void"/> however the loss counts it.</summary>
    public Span<byte> TruthOf(int item) => truth.AsSpan(item * TLabels.Elements, TLabels.Elements);

    internal void Assign(int epoch, int step, ReadOnlySpan<int> chosen)
    {
        (Epoch, Step) = (epoch, step);
        Images.Count = Labels.Count = chosen.Length;
        chosen.CopyTo(samples);
    }
}
