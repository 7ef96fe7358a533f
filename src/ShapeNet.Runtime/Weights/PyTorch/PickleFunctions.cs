using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ShapeNet.Runtime;

/// <summary>The globals that a state dict may name, and what they do here. Anything else is refused by name.</summary>
internal static class PickleFunctions
{
    private const int MostAxes = 64;

    private static readonly FrozenDictionary<string, object> Allowed = new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["collections.OrderedDict"] = (PickleFunction)OrderedDict,
        ["torch._utils._rebuild_tensor"] = (PickleFunction)RebuildTensor,
        ["torch._utils._rebuild_tensor_v2"] = (PickleFunction)RebuildTensor,
        ["torch._utils._rebuild_parameter"] = (PickleFunction)RebuildParameter,

        // What torchvision's training scripts note beside the weights: the options they were called with.
        ["argparse.Namespace"] = (PickleFunction)(_ => PickleOpaque.Instance),

        ["torch.BoolStorage"] = ElementType.Bool,
        ["torch.ByteStorage"] = ElementType.U8,
        ["torch.CharStorage"] = ElementType.I8,
        ["torch.ShortStorage"] = ElementType.I16,
        ["torch.IntStorage"] = ElementType.I32,
        ["torch.LongStorage"] = ElementType.I64,
        ["torch.HalfStorage"] = ElementType.F16,
        ["torch.BFloat16Storage"] = ElementType.BF16,
        ["torch.FloatStorage"] = ElementType.F32,
        ["torch.DoubleStorage"] = ElementType.F64,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What a global stands for: a <see cref="PickleFunction"/>, or an <see cref="ElementType"/> for a kind of storage.</summary>
    /// <param name="module">Its module.</param>
    /// <param name="name">Its name there.</param>
    /// <exception cref="FormatException">It is none that a state dict needs.</exception>
    public static object Find(string module, string name) =>
        Allowed.TryGetValue($"{module}.{name}", out var known)
            ? known
            : throw new FormatException($"asks for '{module}.{name}', and is refused: a state dict holds tensors and plain containers only");

    /// <summary>An empty dictionary; Python 2 gives its entries as a list of pairs.</summary>
    private static PickleDictionary OrderedDict(object?[] arguments)
    {
        var dictionary = new PickleDictionary([]);
        if (arguments is [])
            return dictionary;
        if (arguments is not [PickleList pairs])
            throw new FormatException("'collections.OrderedDict' is called with what it does not take");
        foreach (var pair in pairs.Items)
        {
            dictionary.Entries.Add(pair switch
            {
                PickleList { Items: [var key, var value] } => new(key, value),
                PickleTuple { Items: [var key, var value] } => new(key, value),
                _ => throw new FormatException("'collections.OrderedDict' is called with what is no pair"),
            });
        }

        return dictionary;
    }

    /// <summary>The arguments are the storage, offset, sizes and strides, and whether it has a gradient and hooks.</summary>
    private static TensorView RebuildTensor(object?[] arguments)
    {
        if (arguments is not [StorageReference storage, long offset and >= 0, PickleTuple { Items.Length: <= MostAxes } size, PickleTuple stride, ..]
            || size.Items.Length != stride.Items.Length)
        {
            throw new FormatException("a tensor is described by what is no storage, offset, size and stride");
        }

        var (shape, strides) = (Sizes(size), Sizes(stride));
        try
        {
            var (elements, last) = (1L, offset);
            for (var axis = 0; axis < shape.Length; axis++)
            {
                elements = checked(elements * shape[axis]);
                last = checked(last + Math.Max(0, shape[axis] - 1) * strides[axis]);
            }

            if (elements > 0 && last >= storage.Elements)
                throw new FormatException($"a tensor of {TensorShapes.Text(shape.AsSpan())} reaches to value {last + 1} of storage '{storage.Key}', which has {storage.Elements}");
            return new(storage, offset, shape, strides, elements);
        }
        catch (OverflowException exception)
        {
            throw new FormatException("a tensor is larger than any memory", exception);
        }
    }

    private static TensorView RebuildParameter(object?[] arguments) => arguments is [TensorView tensor, ..]
        ? tensor
        : throw new FormatException("a parameter is made of what is no tensor");

    private static ImmutableArray<long> Sizes(PickleTuple tuple) =>
        [.. tuple.Items.Select(item => item is long and >= 0 and var size ? size : throw new FormatException("a tensor has a size or stride that is no whole number"))];
}
