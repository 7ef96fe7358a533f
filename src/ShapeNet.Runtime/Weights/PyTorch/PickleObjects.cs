using System.Collections.Immutable;

namespace ShapeNet.Runtime;

// What an unpickler makes. None is null, numbers are long, double or bool, text is a string.

/// <summary>A tuple.</summary>
/// <param name="Items">Its items.</param>
internal sealed record PickleTuple(object?[] Items);

/// <summary>A list.</summary>
/// <param name="Items">Its items.</param>
internal sealed record PickleList(List<object?> Items);

/// <summary>A dictionary, ordered or not. Its keys are not hashed: they may be anything, and are looked at once.</summary>
/// <param name="Entries">Keys and values in the order in which they were set.</param>
internal sealed record PickleDictionary(List<KeyValuePair<object?, object?>> Entries);

/// <summary>A thing whose content does not matter here: bytes, a large number, or a record of a program's options.</summary>
internal sealed record PickleOpaque
{
    private PickleOpaque()
    {
    }

    /// <summary>The thing: all are alike.</summary>
    public static PickleOpaque Instance { get; } = new();
}

/// <summary>A function that a pickle may call.</summary>
/// <param name="arguments">What the pickle gives it.</param>
internal delegate object? PickleFunction(object?[] arguments);

/// <summary>A run of values of one type, which several tensors may share.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">The values' type.</param>
/// <param name="Elements">How many values.</param>
internal sealed record StorageReference(string Key, ElementType Type, long Elements);
