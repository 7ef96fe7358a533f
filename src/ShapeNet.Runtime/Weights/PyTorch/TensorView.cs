using System.Collections.Immutable;

namespace ShapeNet.Runtime;

/// <summary>A tensor: a view of a storage.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Offset">The tensor's first value in it.</param>
/// <param name="Shape">The tensor's sizes.</param>
/// <param name="Strides">How many values of the storage lie from one index to the next, for each axis.</param>
/// <param name="Elements">The product of the sizes.</param>
internal sealed record TensorView(
    StorageReference Storage, long Offset, ImmutableArray<long> Shape, ImmutableArray<long> Strides, long Elements)
{
    /// <summary>Whether its values lie one behind the other in their order.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                if (Shape[axis] != 1 && Strides[axis] != expected)
                    return false;
                expected *= Shape[axis];
            }

            return true;
        }
    }

    /// <summary>The values in their order.</summary>
    /// <param name="storage">The bytes of the storage.</param>
    public byte[] Gather(ReadOnlySpan<byte> storage)
    {
        var size = Storage.Type.Bytes();
        var values = new byte[Elements * size];
        var index = new long[Shape.Length];
        var from = Offset;
        for (var to = 0; to < values.Length; to += size)
        {
            storage.Slice((int)(from * size), size).CopyTo(values.AsSpan(to));
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                from += Strides[axis];
                if (++index[axis] < Shape[axis])
                    break;
                from -= index[axis] * Strides[axis];
                index[axis] = 0;
            }
        }

        return values;
    }
}
