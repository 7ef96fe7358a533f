namespace ILGPU.Checker;

/// <summary>Counts the threads whose predicate holds at a barrier.</summary>
internal sealed class Votes
{
    private int pending;

    /// <summary>The count of the last barrier.</summary>
    public int Count { get; private set; }

    public void Cast(bool predicate) => pending += predicate ? 1 : 0;

    public void Close()
    {
        Count = pending;
        pending = 0;
    }
}
