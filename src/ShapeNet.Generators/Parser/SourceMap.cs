using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Parser;

/// <summary>
/// Where the places of a declaration stand in files. Kept apart from the spec: it changes with every edit before a
/// declaration, and only the diagnostics depend on it.
/// </summary>
internal sealed class SourceMap(IReadOnlyDictionary<SourcePlace, Location> locations, Location declaration) : IEquatable<SourceMap>
{
    private readonly IReadOnlyDictionary<SourcePlace, Location> locations = locations;
    private readonly Location declaration = declaration;

    /// <summary>The location of a place; of what surrounds it, and at last of the declaration, where it is not in the source.</summary>
    public Location Find(SourcePlace place) =>
        locations.TryGetValue(place, out var location) ? location
        : place.Attribute is not null ? Find(place with { Attribute = null })
        : place.Parameter != SourcePlace.WholeRecord ? Find(place with { Parameter = SourcePlace.WholeRecord })
        : declaration;

    public bool Equals(SourceMap? other) =>
        other is not null && declaration.Equals(other.declaration) && locations.Count == other.locations.Count
        && locations.All(pair => other.locations.TryGetValue(pair.Key, out var location) && location.Equals(pair.Value));

    public override bool Equals(object? obj) => Equals(obj as SourceMap);

    public override int GetHashCode() => locations.Count;
}
