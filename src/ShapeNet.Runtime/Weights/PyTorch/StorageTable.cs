namespace ShapeNet.Runtime;

/// <summary>The storages that a pickle names. PyTorch keeps them outside of it and writes a persistent id in their place.</summary>
internal sealed class StorageTable
{
    private readonly Dictionary<string, StorageReference> references = new(StringComparer.Ordinal);

    /// <summary>The storages by key.</summary>
    public IReadOnlyDictionary<string, StorageReference> References => references;

    /// <summary>The storage that a persistent id stands for: ('storage', type, key, device, count, view).</summary>
    /// <param name="id">The id.</param>
    /// <exception cref="FormatException">It is no storage, or contradicts another id of the same key.</exception>
    public StorageReference Load(object? id)
    {
        if (id is not PickleTuple { Items: ["storage", ElementType type, string key, string, long count and >= 0, .. var view] } || view is not ([] or [null]))
            throw new FormatException("the pickle refers to something outside of it that is no storage");

        var reference = new StorageReference(key, type, count);
        if (!references.TryAdd(key, reference) && references[key] != reference)
            throw new FormatException($"storage '{key}' is described in two ways");
        if (count > long.MaxValue / type.Bytes())
            throw new FormatException($"storage '{key}' is larger than any memory");
        return references[key];
    }
}
