namespace ShapeNet.Runtime;

/// <summary>Names in weight files that belong to no layer, and how lists of names are told to the user.</summary>
internal static class WeightNames
{
    /// <summary>What the names of the optimiser's tensors in a checkpoint start with.</summary>
    public const string Optimizer = "optimizer/";

    private const int Told = 4;

    /// <summary><c>'a', 'b', 'c', 'd' and 7 more</c>.</summary>
    /// <param name="names">At least one name.</param>
    public static string List(IReadOnlyCollection<string> names)
    {
        var list = string.Join(", ", names.Take(Told).Select(name => $"'{name}'"));
        return names.Count > Told ? $"{list} and {names.Count - Told} more" : list;
    }
}
