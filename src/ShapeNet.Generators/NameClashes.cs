using ShapeNet.Generators.Model;

namespace ShapeNet.Generators;

/// <summary>
/// Networks whose names differ from another one's in case only. Their files would be the same file where the file
/// system, like Roslyn, does not tell case.
/// </summary>
internal static class NameClashes
{
    /// <summary>All but the first of each such set, in ordinal order.</summary>
    public static EquatableArray<string> Find(IEnumerable<string> names) => names.Distinct(StringComparer.Ordinal).GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(alike => alike.OrderBy(name => name, StringComparer.Ordinal).Skip(1))
        .OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray();
}
