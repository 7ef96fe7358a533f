using System.Collections.Immutable;

namespace ShapeNet.Runtime;

// Weight files.
public abstract partial class NetworkOnDevice
{
    private readonly BatchCounter[] counters;

    /// <summary>
    /// Writes parameters and running statistics to a <c>.safetensors</c> file that PyTorch's
    /// <c>load_state_dict(strict=True)</c> takes.
    /// </summary>
    /// <param name="path">The file; it is replaced when all is written.</param>
    /// <exception cref="WeightFileException">It cannot be written.</exception>
    public void SaveWeights(string path)
    {
        ThrowIfDisposed();
        ThrowIfUnset();
        var writer = new SafetensorsWriter();
        AddWeights(writer);
        writer.Write(path);
    }

    /// <summary>Takes parameters and running statistics from a weight file or checkpoint. A file that does not fit changes nothing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="match">How far the file may differ from the network.</param>
    /// <exception cref="WeightFileException">It cannot be read, or does not fit.</exception>
    public LoadedWeights LoadWeights(string path, WeightMatch match = WeightMatch.Exact)
    {
        using var file = WeightFile.Open(path);
        return LoadWeights(file, match);
    }

    /// <summary>Takes parameters and running statistics from a weight file or checkpoint. A file that does not fit changes nothing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="match">How far the file may differ from the network.</param>
    /// <exception cref="WeightFileException">It cannot be read, or does not fit.</exception>
    public LoadedWeights LoadWeights(WeightFile file, WeightMatch match = WeightMatch.Exact)
    {
        ArgumentNullException.ThrowIfNull(file);
        ThrowIfDisposed();
        var compared = Compare(file, match);
        foreach (var name in compared.Loaded)
            LoadTensor(file, name);
        return compared;
    }

    /// <summary>Names and shapes of all tensors that weight files hold, the batch counters apart.</summary>
    private IEnumerable<(string Name, ImmutableArray<int> Shape)> WeightShapes =>
        Definition.Parameters.Select(parameter => (parameter.Name, parameter.Shape))
            .Concat(Definition.Buffers.Select(buffer => (buffer.Name, buffer.Shape)));

    /// <summary>Adds all that <see cref="SaveWeights"/> writes to a file with other tensors. The values are read when the file is written.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="prefix">What the tensors' names begin with.</param>
    public void AddWeights(SafetensorsWriter writer, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Metadata["format"] = "pt";
        writer.Metadata["network"] = Definition.Name;
        foreach (var parameter in Definition.Parameters)
            writer.Add(prefix + parameter.Name, parameter.Shape.AsSpan(), values => Read(TensorBlock.Parameters, parameter, values));
        foreach (var buffer in Definition.Buffers)
            writer.Add(prefix + buffer.Name, buffer.Shape.AsSpan(), values => session.Read(TensorBlock.Buffers, buffer.Offset, values));
        foreach (var counter in counters)
            writer.Add(prefix + counter.Name, [], new[] { counter.Value });
    }

    /// <summary>Throws unless a file fits.</summary>
    private protected LoadedWeights Compare(WeightFile file, WeightMatch match)
    {
        var loaded = ImmutableArray.CreateBuilder<string>();
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, shape) in WeightShapes)
        {
            if (!file.Tensors.TryGetValue(name, out var tensor)
                || (match.HasFlag(WeightMatch.AllowOtherShapes) && !HasShape(tensor, shape)))
            {
                missing.Add(name);
                continue;
            }

            ThrowUnlessFits(file, tensor, shape);
            loaded.Add(name);
        }

        // Files of PyTorch before 0.4.1 have no batch counters. One is taken with the statistics that it counts for.
        foreach (var counter in counters)
        {
            if (!file.Tensors.TryGetValue(counter.Name, out var tensor) || !loaded.Contains(counter.RunningMean))
                continue;
            if (tensor.Elements != 1 || !tensor.Type.IsInteger())
                throw file.Fault($"tensor '{counter.Name}' is no single whole number");
            loaded.Add(counter.Name);
        }

        var expected = loaded.ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> unexpected =
        [
            .. file.Tensors.Keys
                .Where(name => !expected.Contains(name) && !name.StartsWith(WeightNames.Optimizer, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        if (missing.Count > 0 && !match.HasFlag(WeightMatch.AllowMissing))
            throw file.Fault($"lacks {WeightNames.List(missing)} of {Definition.Name}{(unexpected.IsEmpty ? "" : $" and has {WeightNames.List(unexpected)} instead")}");
        if (!unexpected.IsEmpty && !match.HasFlag(WeightMatch.AllowUnexpected))
            throw file.Fault($"has {WeightNames.List(unexpected)}, which {Definition.Name} has not");

        return new(loaded.ToImmutable(), missing.ToImmutable(), unexpected);
    }

    /// <summary>Throws unless a tensor of a file is one of real numbers and of the network's shape.</summary>
    private protected void ThrowUnlessFits(WeightFile file, TensorInfo tensor, ImmutableArray<int> shape)
    {
        if (!HasShape(tensor, shape))
            throw file.Fault($"tensor '{tensor.Name}' is {TensorShapes.Text(tensor.Shape.AsSpan())}, {Definition.Name} has it as {TensorShapes.Text(shape.AsSpan())}");
        if (tensor.Type.IsInteger())
            throw file.Fault($"tensor '{tensor.Name}' holds whole numbers ({tensor.Type.SafetensorsName()}), {Definition.Name} wants real ones");
    }

    private static bool HasShape(TensorInfo tensor, ImmutableArray<int> shape) =>
        tensor.Shape.AsSpan().SequenceEqual([.. shape.Select(size => (long)size)]);

    private void LoadTensor(WeightFile file, string name)
    {
        if (parameters.TryGetValue(name, out var parameter))
        {
            LoadParameter(file, name, TensorBlock.Parameters, parameter);
        }
        else if (buffers.TryGetValue(name, out var buffer))
        {
            using var values = new RentedFloats(buffer.Elements);
            file.Read(name, values.Span);
            WriteBuffer(name, values.Span);
        }
        else
        {
            counters.Single(counter => counter.Name == name).Value = file.ReadInt64(name);
        }
    }

    /// <summary>Reads one tensor of a parameter's shape into a block.</summary>
    private protected void LoadParameter(WeightFile file, string name, TensorBlock block, ParameterDefinition parameter)
    {
        using var values = new RentedFloats(parameter.Elements);
        file.Read(name, values.Span);
        Write(block, parameter, values.Span);
    }
}
