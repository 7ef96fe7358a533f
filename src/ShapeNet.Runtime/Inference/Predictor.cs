namespace ShapeNet.Runtime;

/// <summary>
/// A network that runs with batch normalisation folded into its weights. All memory is reserved at creation; a
/// prediction allocates nothing. It starts without weights.
/// </summary>
/// <typeparam name="TInput">The shape of one image.</typeparam>
/// <typeparam name="TOutput">The shape of one image's output.</typeparam>
public sealed class Predictor<TInput, TOutput> : NetworkOnDevice
    where TInput : IShape
    where TOutput : IShape
{
    private readonly InferenceSession session;
    private Type? labelShape;
    private int ignoredLossClass = Trainer.NoLabel;

    /// <summary>Reserves all memory.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="device">Where to run.</param>
    /// <param name="capacity">The most images in a batch.</param>
    public Predictor(NetworkDefinition definition, Device device, int capacity)
        : this(definition, device, capacity, Open(definition, device, capacity))
    {
    }

    private Predictor(NetworkDefinition definition, Device device, int capacity, InferenceSession session)
        : base(definition, device, capacity, session) => this.session = session;

    /// <summary>
    /// The label of positions that <see cref="Score"/> counts apart (255 for Pascal VOC's borders);
    /// <see cref="Trainer.NoLabel"/> unless said.
    /// </summary>
    public int IgnoreLabel { get; set; } = Trainer.NoLabel;

    /// <summary>
    /// The class that positions with the ignored label have in the loss of <see cref="Score"/>; <see cref="Trainer.NoLabel"/>
    /// unless said: they do not count in it. In the confusion matrix they have a row of their own either way.
    /// </summary>
    public int IgnoredLossClass
    {
        get => ignoredLossClass;
        set
        {
            if (value != Trainer.NoLabel && (uint)value >= (uint)Definition.Classes)
                throw new ArgumentOutOfRangeException(nameof(value), $"{value} is none of the {Definition.Classes} classes 0 … {Definition.Classes - 1}.");
            ignoredLossClass = value;
        }
    }

    /// <summary>Gives the network the weights that a trainer of this seed starts with: to see what an untrained network does.</summary>
    /// <param name="seed">The seed.</param>
    public void Initialize(ulong seed) => InitializeWeights(seed);

    /// <summary>Folds the batch normalisation into the weights, unless they are as they were the last time.</summary>
    public void Prepare()
    {
        ThrowIfDisposed();
        if (!WeightsChanged)
            return;

        ThrowIfUnset();
        session.Prepare();
        WeightsChanged = false;
    }

    /// <summary>Runs the network; prepares it when weights have changed.</summary>
    /// <param name="batch">From 1 to <see cref="NetworkOnDevice.Capacity"/> images.</param>
    /// <param name="output">Room for the outputs; its count becomes the batch's.</param>
    public void Predict(Batch<TInput> batch, Batch<TOutput> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        BatchSize.Check(batch, Capacity);
        Prepare();
        output.Count = batch.Count;
        session.Run(batch.Values, output.Values, batch.Count);
    }

    /// <summary>
    /// Runs the network and holds its outputs against labels, where they are: nothing comes to the host, and on a GPU
    /// nothing is waited for. The scores add up until <see cref="TakeScores"/>; batch and labels may be changed when the
    /// call returns. The first call reserves the memory that scoring takes.
    /// </summary>
    /// <typeparam name="TLabels">The shape of one image's labels: <see cref="Scalar"/>, or rows and columns.</typeparam>
    /// <param name="batch">From 1 to <see cref="NetworkOnDevice.Capacity"/> images.</param>
    /// <param name="labels">The labels of as many images.</param>
    public void Score<TLabels>(Batch<TInput> batch, Labels<TLabels> labels)
        where TLabels : IShape
    {
        BatchSize.Check(batch, Capacity);
        if (labelShape != typeof(TLabels))
            BoundShapes.Check<TLabels>(Definition, "labels", Definition.OutputShape.AsSpan()[1..]);
        labelShape = typeof(TLabels);
        LabelRange.Check(labels, batch.Count, Definition.Classes, IgnoreLabel);
        Prepare();
        session.Score(batch.Values, labels.Values, batch.Count, IgnoreLabel, IgnoredLossClass);
    }

    /// <summary>Waits until all batches are done that were scored, and gives what they came to since the last call.</summary>
    public PredictionScores TakeScores()
    {
        ThrowIfDisposed();
        return session.TakeScores() ?? new(0, 0, Definition.Classes, new long[PredictionScores.Cells(Definition.Classes)]);
    }

    private static InferenceSession Open(NetworkDefinition definition, Device device, int capacity)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        BoundShapes.Check<TInput>(definition, "inputs", definition.InputShape.AsSpan());
        BoundShapes.Check<TOutput>(definition, "outputs", definition.OutputShape.AsSpan());
        return device.OpenInference(definition, capacity);
    }
}
