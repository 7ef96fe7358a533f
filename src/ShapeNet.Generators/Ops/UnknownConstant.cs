using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>What is said of a text that names none of a block's constants.</summary>
internal static class UnknownConstant
{
    public static Problem Problem(SourcePlace place, string layer, string hyperparameter, string name, IEnumerable<string> constants)
    {
        var known = constants.OrderBy(constant => constant, StringComparer.Ordinal).ToArray();
        var record = place.Record.Substring(place.Record.LastIndexOf('.') + 1);
        var hint = Words.Nearest(name, known) is { } near ? $"; did you mean {near}?"
            : known.Length > 0 ? $"; it has {Words.And(known)}"
            : "; it has none";
        return new Problem("SN0306", place, layer, hyperparameter, name, record, hint);
    }
}
