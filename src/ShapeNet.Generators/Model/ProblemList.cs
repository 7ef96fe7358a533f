namespace ShapeNet.Generators.Model;

/// <summary>Collects problems, each once: a block that is used eight times has each of its faults once.</summary>
internal sealed class ProblemList
{
    private readonly List<Problem> problems = [];
    private readonly HashSet<Problem> known = [];

    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Forgets all but the first problems.</summary>
    public void Truncate(int count)
    {
        foreach (var problem in problems.Skip(count))
            known.Remove(problem);
        problems.RemoveRange(count, problems.Count - count);
    }

    public void Add(Problem problem)
    {
        if (known.Add(problem))
            problems.Add(problem);
    }
}
