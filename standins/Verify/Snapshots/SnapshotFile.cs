namespace VerifyTests.Snapshots;

/// <summary>The pair of files of one target: what was approved and what a failing test received.</summary>
internal sealed record SnapshotFile(string Directory, string Name, string Extension)
{
    public string VerifiedName => $"{Name}.verified.{Extension}";

    public string ReceivedName => $"{Name}.received.{Extension}";

    public string Verified => Path.Combine(Directory, VerifiedName);

    public string Received => Path.Combine(Directory, ReceivedName);
}
