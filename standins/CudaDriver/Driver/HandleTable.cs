using System.Diagnostics.CodeAnalysis;

namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>What callers hold handles of.</summary>
internal sealed class HandleTable
{
    private readonly Lock gate = new();
    private readonly Dictionary<nint, object> objects = [];
    private nint last = 0x1000;

    public nint Add(object value)
    {
        lock (gate)
        {
            objects.Add(++last, value);
            return last;
        }
    }

    public bool TryGet<T>(nint handle, [NotNullWhen(true)] out T? value)
        where T : class
    {
        lock (gate)
            value = objects.GetValueOrDefault(handle) as T;
        return value is not null;
    }

    public bool TryRemove<T>(nint handle, [NotNullWhen(true)] out T? value)
        where T : class
    {
        lock (gate)
        {
            value = objects.GetValueOrDefault(handle) as T;
            return value is not null && objects.Remove(handle);
        }
    }
}
