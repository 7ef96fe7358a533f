namespace ShapeNet.Runtime;

/// <summary>
/// A network that is being trained. All memory is reserved at creation; a step allocates nothing. The typed
/// <see cref="Trainer{TInput, TOutput, TLabels}"/> adds what touches images and labels.
/// </summary>
public abstract partial class Trainer : NetworkOnDevice
{
    /// <summary>The value of <see cref="IgnoreLabel"/> when every position counts.</summary>
    public const int NoLabel = -1;

    private readonly TrainingSession session;

    private protected Trainer(NetworkDefinition definition, Device device, int capacity, ulong seed, TrainingSession session)
        : base(definition, device, capacity, session)
    {
        this.session = session;
        Seed = seed;
        InitializeWeights(seed);
    }

    /// <summary>What the last call did.</summary>
    private protected enum Phase
    {
        /// <summary>Nothing that a backward pass or an update could go on from.</summary>
        Idle,

        /// <summary>Ran forward: the logits are there.</summary>
        Forward,

        /// <summary>Ran backward: the gradients are there.</summary>
        Backward,
    }

    /// <summary>The seed of the parameters' first values and of dropout.</summary>
    public ulong Seed { get; private set; }

    /// <summary>How many times the parameters were updated.</summary>
    public long StepCount { get; private set; }

    /// <summary>
    /// The label of positions that count neither in the loss nor in the accuracy (255 for Pascal VOC's borders);
    /// <see cref="NoLabel"/> unless said.
    /// </summary>
    public int IgnoreLabel { get; set; } = NoLabel;

    private protected Phase LastPhase { get; set; }

    /// <summary>Changes the parameters by the gradients of the last backward pass.</summary>
    /// <param name="options">How.</param>
    public void Update(in SgdOptions options)
    {
        ThrowIfDisposed();
        options.Check();
        if (LastPhase != Phase.Backward)
            throw new InvalidOperationException("There are no gradients to update by: run forward and backward first.");

        session.Update(options);
        hasMomentum |= options.Momentum != 0;
        StepCount++;
        LastPhase = Phase.Idle;
        WeightsChanged = true;
    }

    /// <summary>
    /// Waits until all steps are done that were enqueued, and gives the sums of their results since the last call.
    /// </summary>
    public StepResult TakeResults()
    {
        ThrowIfDisposed();
        return session.TakeResults();
    }

    /// <summary>Copies a parameter's gradient by the last backward pass to the host.</summary>
    /// <param name="name">The parameter's name in weight files.</param>
    /// <param name="destination">Room for its values, in PyTorch's order.</param>
    public void ReadGradient(string name, Span<float> destination) => Read(TensorBlock.Gradients, Parameter(name), destination);

    /// <summary>Copies SGD's velocity of a parameter to the host.</summary>
    /// <param name="name">The parameter's name in weight files.</param>
    /// <param name="destination">Room for its values, in PyTorch's order.</param>
    public void ReadMomentum(string name, Span<float> destination) => Read(TensorBlock.Momentum, Parameter(name), destination);

    private protected void RunForward(ReadOnlySpan<float> input, int images)
    {
        session.Forward(input, images, Seed, (ulong)StepCount);
        CountBatch();
        LastPhase = Phase.Forward;
        WeightsChanged = true;
    }

    private protected void ReadLogits(Span<float> destination) => session.ReadOutput(destination);

    private protected void EnqueueBackward(ReadOnlySpan<int> labels)
    {
        session.Backward(labels, IgnoreLabel);
        session.AddResult();
        LastPhase = Phase.Backward;
    }

    private protected StepResult RunBackward(ReadOnlySpan<int> labels)
    {
        session.Backward(labels, IgnoreLabel);
        LastPhase = Phase.Backward;
        return session.ReadResult();
    }
}
