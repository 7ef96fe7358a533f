namespace VerifyTests;

/// <summary>A verification that passed: the snapshot files that were compared.</summary>
public class VerifyResult
{
    internal VerifyResult(IReadOnlyList<string> files) => Files = files;

    public IEnumerable<string> Files { get; }
}
