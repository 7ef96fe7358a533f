namespace ShapeNet.Runtime;

/// <summary>The blocks of values that a network keeps on a device between batches.</summary>
internal enum TensorBlock
{
    /// <summary>Trained values.</summary>
    Parameters,

    /// <summary>The loss's derivative by each trained value; in training only.</summary>
    Gradients,

    /// <summary>SGD's velocity of each trained value; in training only.</summary>
    Momentum,

    /// <summary>Running statistics.</summary>
    Buffers,
}

/// <summary>A network's memory on a device. Offsets and the order of values are the arena's (<see cref="ParameterLayout"/>).</summary>
internal abstract class NetworkSession : IDisposable
{
    /// <summary>The size of the arena.</summary>
    public abstract long ArenaBytes { get; }

    /// <summary>The memory of the device's program.</summary>
    public abstract MemoryPlan Memory { get; }

    /// <summary>Makes the plan of the device's program as data.</summary>
    public abstract ProgramReport Report();

    /// <summary>Copies values to the host.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first value in the block.</param>
    /// <param name="destination">Where to.</param>
    public abstract void Read(TensorBlock block, long offset, Span<float> destination);

    /// <summary>Copies values from the host.</summary>
    /// <param name="block">The block.</param>
    /// <param name="offset">The first value in the block.</param>
    /// <param name="source">Where from.</param>
    public abstract void Write(TensorBlock block, long offset, ReadOnlySpan<float> source);

    /// <summary>Takes down how long launches take; nothing unless they are being measured.</summary>
    public abstract LaunchProfile? Profile { get; set; }

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A network that is being trained on a device.</summary>
internal abstract class TrainingSession : NetworkSession
{
    /// <summary>Runs the training pass forward.</summary>
    /// <param name="input">The images, channels-last.</param>
    /// <param name="images">How many.</param>
    /// <param name="seed">The seed of the network's random streams.</param>
    /// <param name="step">The number of the step: each draws other random values.</param>
    public abstract void Forward(ReadOnlySpan<float> input, int images, ulong seed, ulong step);

    /// <summary>Copies the output of the last forward pass to the host, channels-last.</summary>
    /// <param name="destination">Room for the batch's outputs.</param>
    public abstract void ReadOutput(Span<float> destination);

    /// <summary>Runs the loss and the pass backward for the images of the last forward pass.</summary>
    /// <param name="labels">Their labels.</param>
    /// <param name="ignoreLabel">The label that does not count, or −1.</param>
    public abstract void Backward(ReadOnlySpan<int> labels, int ignoreLabel);

    /// <summary>The loss and accuracy of the last backward pass.</summary>
    public abstract StepResult ReadResult();

    /// <summary>Adds the loss and accuracy of the last backward pass to those that <see cref="TakeResults"/> hands over.</summary>
    public abstract void AddResult();

    /// <summary>The sums over the results that were added since the last call.</summary>
    public abstract StepResult TakeResults();

    /// <summary>Changes the parameters by the gradients.</summary>
    /// <param name="options">How.</param>
    public abstract void Update(in SgdOptions options);
}

/// <summary>A network that runs on a device.</summary>
internal abstract class InferenceSession : NetworkSession
{
    /// <summary>Folds the batch normalisation into the weights.</summary>
    public abstract void Prepare();

    /// <summary>Runs the network.</summary>
    /// <param name="input">The images, channels-last.</param>
    /// <param name="output">Room for the outputs, channels-last.</param>
    /// <param name="images">How many.</param>
    public abstract void Run(ReadOnlySpan<float> input, Span<float> output, int images);

    /// <summary>Runs the network and adds what its outputs come to against labels to what <see cref="TakeScores"/> hands over.</summary>
    /// <param name="input">The images, channels-last.</param>
    /// <param name="labels">Their labels.</param>
    /// <param name="images">How many.</param>
    /// <param name="ignoreLabel">The label of positions that are counted apart, or −1.</param>
    /// <param name="ignoredClass">The class that these have in the loss, or −1.</param>
    public abstract void Score(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, int images, int ignoreLabel, int ignoredClass);

    /// <summary>The scores that were added since the last call; nothing where there were none.</summary>
    public abstract PredictionScores? TakeScores();
}
