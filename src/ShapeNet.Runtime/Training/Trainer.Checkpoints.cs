using System.Collections.Immutable;

namespace ShapeNet.Runtime;

// Checkpoints.
public abstract partial class Trainer
{
    // Whether any velocity differs from zero: until then a checkpoint holds none, and the arena's block stays untouched.
    private bool hasMomentum;

    /// <summary>
    /// Writes everything that going on takes: training after <see cref="LoadCheckpoint"/> gives the very bits of training
    /// that was never interrupted.
    /// </summary>
    /// <param name="path">The file; it is replaced when all is written.</param>
    /// <param name="epoch">Finished epochs.</param>
    /// <param name="options">The optimiser's options, for whoever goes on.</param>
    /// <param name="notes">What the program wants to read again: its own random state, the data it trains on.</param>
    /// <exception cref="WeightFileException">It cannot be written.</exception>
    public void SaveCheckpoint(string path, int epoch, in SgdOptions options, IReadOnlyDictionary<string, string>? notes = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        options.Check();
        ThrowIfDisposed();
        ThrowIfUnset();
        var writer = new SafetensorsWriter();
        AddWeights(writer);
        if (hasMomentum)
        {
            foreach (var parameter in Definition.Parameters)
                writer.Add(WeightNames.Optimizer + parameter.Name, parameter.Shape.AsSpan(), values => Read(TensorBlock.Momentum, parameter, values));
        }

        var state = new Checkpoint(
            Definition.Name, epoch, StepCount, Seed, IgnoreLabel, options,
            (notes ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal));
        state.AddTo(writer);
        writer.Write(path);
    }

    /// <summary>Takes everything from a checkpoint. One that does not fit changes nothing.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Where the training stands.</returns>
    /// <exception cref="WeightFileException">It cannot be read, is no checkpoint, or is one of another network.</exception>
    public Checkpoint LoadCheckpoint(string path)
    {
        ThrowIfDisposed();
        using var file = WeightFile.Open(path);
        var checkpoint = Checkpoint.Read(file);
        if (checkpoint.Network != Definition.Name)
            throw file.Fault($"a checkpoint of {checkpoint.Network}, not of {Definition.Name}");

        Compare(file, WeightMatch.Exact);
        var velocities = CompareVelocities(file);
        LoadWeights(file);
        foreach (var parameter in Definition.Parameters)
            LoadVelocity(file, parameter, velocities);

        hasMomentum = velocities;
        Seed = checkpoint.Seed;
        StepCount = checkpoint.Step;
        IgnoreLabel = checkpoint.IgnoreLabel;
        LastPhase = Phase.Idle;
        return checkpoint;
    }

    /// <summary>Whether a checkpoint holds velocities; throws unless they are those of all parameters or none.</summary>
    private bool CompareVelocities(WeightFile file)
    {
        var names = file.Tensors.Keys.Where(name => name.StartsWith(WeightNames.Optimizer, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        if (names.Count == 0)
            return false;

        foreach (var parameter in Definition.Parameters)
        {
            var name = WeightNames.Optimizer + parameter.Name;
            if (!names.Remove(name))
                throw file.Fault($"lacks '{name}'");
            ThrowUnlessFits(file, file.Tensors[name], parameter.Shape);
        }

        return names.Count == 0 ? true : throw file.Fault($"has {WeightNames.List(names)}, which {Definition.Name} has not");
    }

    private void LoadVelocity(WeightFile file, ParameterDefinition parameter, bool exists)
    {
        if (exists)
        {
            LoadParameter(file, WeightNames.Optimizer + parameter.Name, TensorBlock.Momentum, parameter);
        }
        else if (hasMomentum)
        {
            using var zeros = new RentedFloats(parameter.Elements);
            zeros.Span.Clear();
            Write(TensorBlock.Momentum, parameter, zeros.Span);
        }
    }
}
