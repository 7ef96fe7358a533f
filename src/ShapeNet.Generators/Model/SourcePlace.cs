namespace ShapeNet.Generators.Model;

/// <summary>
/// A place in a declaration by name instead of by position, so that it stays equal when code moves.
/// The parser's <c>SourceMap</c> turns it into a location.
/// </summary>
/// <param name="Record">The full name of the record.</param>
/// <param name="Parameter">The parameter's ordinal, or <see cref="WholeRecord"/>.</param>
/// <param name="Attribute">The attribute's name (or a member's behind a dot), or null for the parameter or record itself.</param>
internal sealed record SourcePlace(string Record, int Parameter, string? Attribute = null)
{
    public const int WholeRecord = -1;

    /// <summary>A member that is no parameter.</summary>
    public static SourcePlace OfMember(string record, string member) => new(record, WholeRecord, "." + member);
}
