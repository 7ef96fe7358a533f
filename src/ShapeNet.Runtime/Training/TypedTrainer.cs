namespace ShapeNet.Runtime;

/// <summary>A network that is being trained on images and labels of shapes that the compiler checks.</summary>
/// <typeparam name="TInput">The shape of one image.</typeparam>
/// <typeparam name="TOutput">The shape of one image's logits.</typeparam>
/// <typeparam name="TLabels">The shape of one image's labels.</typeparam>
public sealed class Trainer<TInput, TOutput, TLabels> : Trainer
    where TInput : IShape
    where TOutput : IShape
    where TLabels : IShape
{
    private int images;

    /// <summary>Reserves all memory and gives the parameters their first values.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="device">Where to train.</param>
    /// <param name="capacity">The most images in a batch.</param>
    /// <param name="seed">The seed of the first values and of dropout.</param>
    public Trainer(NetworkDefinition definition, Device device, int capacity, ulong seed)
        : base(definition, device, capacity, seed, Open(definition, device, capacity))
    {
    }

    /// <summary>One step: forward, loss, backward, update. The result is that of the parameters before the update.</summary>
    /// <param name="batch">From 1 to <see cref="NetworkOnDevice.Capacity"/> images; from 2 where there is a <see cref="NetworkDefinition.LayerNeedingTwoImages"/>.</param>
    /// <param name="labels">The labels of as many images.</param>
    /// <param name="options">How to change the parameters.</param>
    public StepResult Step(Batch<TInput> batch, Labels<TLabels> labels, in SgdOptions options)
    {
        CheckStep(batch, labels, options);
        Forward(batch);
        var result = RunBackward(labels.Values);
        Update(options);
        return result;
    }

    /// <summary>
    /// One step whose result is not waited for: on a GPU the next batch is copied while this one is computed.
    /// Results add up until <see cref="Trainer.TakeResults"/>; batch and labels may be changed when the call returns.
    /// </summary>
    /// <param name="batch">From 1 to <see cref="NetworkOnDevice.Capacity"/> images; from 2 where there is a <see cref="NetworkDefinition.LayerNeedingTwoImages"/>.</param>
    /// <param name="labels">The labels of as many images.</param>
    /// <param name="options">How to change the parameters.</param>
    public void Enqueue(Batch<TInput> batch, Labels<TLabels> labels, in SgdOptions options)
    {
        CheckStep(batch, labels, options);
        Forward(batch);
        EnqueueBackward(labels.Values);
        Update(options);
    }

    /// <summary>Runs forward as training does: with the batch's statistics, which also enter the running ones.</summary>
    /// <param name="batch">From 1 to <see cref="NetworkOnDevice.Capacity"/> images; from 2 where there is a <see cref="NetworkDefinition.LayerNeedingTwoImages"/>.</param>
    public void Forward(Batch<TInput> batch)
    {
        ThrowIfDisposed();
        CheckBatch(batch);
        RunForward(batch.Values, batch.Count);
        images = batch.Count;
    }

    /// <summary>Copies the logits of the last forward pass; before the backward pass, which overwrites them.</summary>
    /// <param name="logits">Room for them; its count becomes the batch's.</param>
    public void CopyLogits(Batch<TOutput> logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ThrowIfDisposed();
        if (LastPhase != Phase.Forward)
            throw new InvalidOperationException("There are no logits: they are there after a forward pass and until the backward pass.");

        logits.Count = images;
        ReadLogits(logits.Values);
    }

    /// <summary>Computes the loss of the last forward pass and the gradients of the loss sum by all parameters.</summary>
    /// <param name="labels">The labels of the images that ran forward.</param>
    public StepResult Backward(Labels<TLabels> labels)
    {
        ThrowIfDisposed();
        if (LastPhase != Phase.Forward)
            throw new InvalidOperationException("There is nothing to run backward from: run forward first.");

        LabelRange.Check(labels, images, Definition.Classes, IgnoreLabel);
        return RunBackward(labels.Values);
    }

    private void CheckStep(Batch<TInput> batch, Labels<TLabels> labels, in SgdOptions options)
    {
        ThrowIfDisposed();
        CheckBatch(batch);
        options.Check();
        LabelRange.Check(labels, batch.Count, Definition.Classes, IgnoreLabel);
    }

    private void CheckBatch(Batch<TInput> batch)
    {
        BatchSize.Check(batch, Capacity);
        if (batch.Count == 1 && Definition.LayerNeedingTwoImages is { } layer)
            throw new ArgumentException($"The batch has 1 image: {layer} gets one value of each channel from an image, and cannot normalise it; training needs 2 images or more.", nameof(batch));
    }

    private static TrainingSession Open(NetworkDefinition definition, Device device, int capacity)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        BoundShapes.Check<TInput>(definition, "inputs", definition.InputShape.AsSpan());
        BoundShapes.Check<TOutput>(definition, "outputs", definition.OutputShape.AsSpan());
        BoundShapes.Check<TLabels>(definition, "labels", definition.OutputShape.AsSpan()[1..]);
        return device.OpenTraining(definition, capacity);
    }
}
