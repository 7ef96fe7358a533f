namespace ShapeNet.Runtime;

/// <summary>
/// A network's parameters and running statistics on a device. They go in and out under their names in weight files and
/// in PyTorch's order, whatever the device. Not safe for use from several threads at once.
/// </summary>
public abstract partial class NetworkOnDevice : IDisposable
{
    private readonly NetworkSession session;
    private readonly Dictionary<string, ParameterDefinition> parameters;
    private readonly Dictionary<string, BufferDefinition> buffers;

    // Parameters that nobody has given values yet.
    private readonly HashSet<string> unset;

    private protected NetworkOnDevice(NetworkDefinition definition, Device device, int capacity, NetworkSession session)
    {
        Definition = definition;
        Device = device;
        Capacity = capacity;
        this.session = session;
        parameters = definition.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        buffers = definition.Buffers.ToDictionary(buffer => buffer.Name, StringComparer.Ordinal);
        unset = new(parameters.Keys, StringComparer.Ordinal);
        counters = [.. definition.Buffers.Where(BatchCounter.IsCounted).Select(buffer => new BatchCounter(buffer.Name))];
        foreach (var buffer in definition.Buffers)
            FillBuffer(buffer);
    }

    /// <summary>The network.</summary>
    public NetworkDefinition Definition { get; }

    /// <summary>Where it is.</summary>
    public Device Device { get; }

    /// <summary>Images in a full batch.</summary>
    public int Capacity { get; }

    /// <summary>The memory that it takes on the device; all of it is reserved at creation, but what scoring takes.</summary>
    public long ArenaBytes => session.ArenaBytes;

    /// <summary>Takes down how long each launch of <see cref="ReadPlan"/>'s program takes; nothing unless it is set.</summary>
    public LaunchProfile? Profile
    {
        get => session.Profile;
        set => session.Profile = value;
    }

    /// <summary>Whether weights have been written since the last time this was set to false.</summary>
    private protected bool WeightsChanged { get; set; } = true;

    /// <summary>Tells how the program was planned for the device (a training step of a trainer, inference of a predictor); each device's plan is its own.</summary>
    public ProgramPlan ReadPlan()
    {
        ThrowIfDisposed();
        return new(Capacity, ArenaBytes, session.Memory, session.Report());
    }

    /// <summary>Copies a parameter to the host.</summary>
    /// <param name="name">Its name in weight files.</param>
    /// <param name="destination">Room for its values, in PyTorch's order.</param>
    public void ReadParameter(string name, Span<float> destination) => Read(TensorBlock.Parameters, Parameter(name), destination);

    /// <summary>Copies a parameter from the host.</summary>
    /// <param name="name">Its name in weight files.</param>
    /// <param name="source">Its values, in PyTorch's order.</param>
    public void WriteParameter(string name, ReadOnlySpan<float> source) => Write(TensorBlock.Parameters, Parameter(name), source);

    /// <summary>Copies a running statistic to the host.</summary>
    /// <param name="name">Its name in weight files.</param>
    /// <param name="destination">Room for its values.</param>
    public void ReadBuffer(string name, Span<float> destination)
    {
        ThrowIfDisposed();
        var buffer = Buffer(name);
        ThrowUnlessFits(name, buffer.Elements, destination.Length);
        session.Read(TensorBlock.Buffers, buffer.Offset, destination);
    }

    /// <summary>Copies a running statistic from the host.</summary>
    /// <param name="name">Its name in weight files.</param>
    /// <param name="source">Its values.</param>
    public void WriteBuffer(string name, ReadOnlySpan<float> source)
    {
        ThrowIfDisposed();
        var buffer = Buffer(name);
        ThrowUnlessFits(name, buffer.Elements, source.Length);
        session.Write(TensorBlock.Buffers, buffer.Offset, source);
        WeightsChanged = true;
    }

    /// <summary>Takes parameters and running statistics from the same network elsewhere: from a trainer, from another device.</summary>
    /// <param name="source">Where from.</param>
    public void CopyWeightsFrom(NetworkOnDevice source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (!ReferenceEquals(source.Definition, Definition))
            throw new ArgumentException($"{Definition.Name} cannot take the weights of {source.Definition.Name}: save them to a file and load what fits.", nameof(source));

        ThrowIfDisposed();
        source.ThrowIfDisposed();
        source.ThrowIfUnset();
        foreach (var parameter in Definition.Parameters)
            Copy(TensorBlock.Parameters, parameter.Offset, parameter.Elements);
        foreach (var buffer in Definition.Buffers)
            Copy(TensorBlock.Buffers, buffer.Offset, buffer.Elements);
        foreach (var (counter, other) in counters.Zip(source.counters))
            counter.Value = other.Value;
        unset.Clear();
        WeightsChanged = true;

        void Copy(TensorBlock block, long offset, int elements)
        {
            using var values = new RentedFloats(elements);
            source.session.Read(block, offset, values.Span);
            session.Write(block, offset, values.Span);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        session.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected bool IsDisposed { get; private set; }

    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>Gives all parameters the first values that the declaration says and resets the running statistics.</summary>
    /// <param name="seed">The seed: each parameter's values depend on it and on the parameter's name only.</param>
    private protected void InitializeWeights(ulong seed)
    {
        ThrowIfDisposed();
        foreach (var parameter in Definition.Parameters)
        {
            using var values = new RentedFloats(parameter.Elements);
            ParameterInitializer.Fill(parameter, seed, values.Span);
            Write(TensorBlock.Parameters, parameter, values.Span);
        }

        foreach (var buffer in Definition.Buffers)
            FillBuffer(buffer);
        foreach (var counter in counters)
            counter.Value = 0;
    }

    /// <summary>Throws when a parameter has no value.</summary>
    private protected void ThrowIfUnset()
    {
        if (unset.Count > 0)
            throw new InvalidOperationException($"{Definition.Name} has no weights: load some first (parameter '{Definition.Parameters.First(parameter => unset.Contains(parameter.Name)).Name}' has no value).");
    }

    private protected void Read(TensorBlock block, ParameterDefinition parameter, Span<float> destination)
    {
        ThrowIfDisposed();
        ThrowUnlessFits(parameter.Name, parameter.Elements, destination.Length);
        using var values = new RentedFloats(parameter.Elements);
        session.Read(block, parameter.Offset, values.Span);
        ParameterLayouts.FromArena(parameter.Layout, parameter.Shape.AsSpan(), values.Span, destination);
    }

    private protected void Write(TensorBlock block, ParameterDefinition parameter, ReadOnlySpan<float> source)
    {
        ThrowIfDisposed();
        ThrowUnlessFits(parameter.Name, parameter.Elements, source.Length);
        using var values = new RentedFloats(parameter.Elements);
        ParameterLayouts.ToArena(parameter.Layout, parameter.Shape.AsSpan(), source, values.Span);
        session.Write(block, parameter.Offset, values.Span);
        if (block == TensorBlock.Parameters)
        {
            unset.Remove(parameter.Name);
            WeightsChanged = true;
        }
    }

    /// <summary>Counts a batch that went through all batch normalisations in training.</summary>
    private protected void CountBatch()
    {
        foreach (var counter in counters)
            counter.Value++;
    }

    private protected ParameterDefinition Parameter(string name) => parameters.TryGetValue(name, out var parameter)
        ? parameter
        : throw new ArgumentException($"{Definition.Name} has no parameter '{name}'.", nameof(name));

    private BufferDefinition Buffer(string name) => buffers.TryGetValue(name, out var buffer)
        ? buffer
        : throw new ArgumentException($"{Definition.Name} has no running statistic '{name}'.", nameof(name));

    private void FillBuffer(BufferDefinition buffer)
    {
        using var values = new RentedFloats(buffer.Elements);
        values.Span.Fill(buffer.InitialValue);
        session.Write(TensorBlock.Buffers, buffer.Offset, values.Span);
        WeightsChanged = true;
    }

    private static void ThrowUnlessFits(string name, int elements, int length)
    {
        if (length != elements)
            throw new ArgumentException($"'{name}' has {elements} values, not {length}.");
    }
}
