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
