namespace ShapeNet.Runtime;

/// <summary>Finds the named tensors in what PyTorch saved.</summary>
internal static class StateDict
{
    /// <summary>What <c>DistributedDataParallel</c> puts before every name.</summary>
    private const string ParallelPrefix = "module.";

    /// <summary>Under which names checkpoints keep the state dict beside the optimiser's and others.</summary>
    private static readonly string[] Keys = ["model", "state_dict", "model_state_dict"];

    /// <summary>The tensors of a state dict, or of the one in a checkpoint.</summary>
    /// <param name="root">What was saved.</param>
    /// <exception cref="FormatException">There is no state dict.</exception>
    public static Dictionary<string, TensorView> Find(object? root)
    {
        if (root is not PickleDictionary saved)
            throw new FormatException($"holds {(root is TensorView ? "one tensor" : "something else")}, not a state dict");
        if (TryRead(saved) is { Count: > 0 } direct)
            return direct;
        foreach (var key in Keys)
        {
            var nested = saved.Entries.Find(entry => key.Equals(entry.Key));
            if (nested.Value is PickleDictionary dictionary && TryRead(dictionary) is { Count: > 0 } tensors)
                return tensors;
        }

        var names = saved.Entries.Select(entry => entry.Key).OfType<string>().ToArray();
        throw new FormatException($"holds no state dict, neither itself nor under 'model' or 'state_dict'{(names.Length == 0 ? "" : $": it has {WeightNames.List(names)}")}");
    }

    private static Dictionary<string, TensorView> TryRead(PickleDictionary dictionary)
    {
        var tensors = new Dictionary<string, TensorView>(StringComparer.Ordinal);
        var prefixed = dictionary.Entries.TrueForAll(
            entry => entry is not { Key: string, Value: TensorView } || ((string)entry.Key).StartsWith(ParallelPrefix, StringComparison.Ordinal));
        foreach (var entry in dictionary.Entries)
        {
            if (entry is { Key: string name, Value: TensorView tensor } && !tensors.TryAdd(prefixed ? name[ParallelPrefix.Length..] : name, tensor))
                throw new FormatException($"has two tensors '{name}'");
        }

        return tensors;
    }
}
