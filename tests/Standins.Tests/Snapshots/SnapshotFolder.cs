namespace Standins.Tests.Snapshots;

/// <summary>An empty folder for one test's snapshots.</summary>
internal sealed class SnapshotFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("shapenet-verify-");

    public string Path => folder.FullName;

    public IEnumerable<string> FileNames => folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal);

    public void Write(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    public byte[] Bytes(string name) => File.ReadAllBytes(System.IO.Path.Combine(Path, name));

    public string Read(string name) => File.ReadAllText(System.IO.Path.Combine(Path, name));

    /// <summary>Awaits a verification in this folder that must fail, and returns its message.</summary>
    public async Task<string> Failure(SettingsTask verification) =>
        (await Assert.ThrowsAnyAsync<Exception>(async () => await verification.UseDirectory(Path))).Message;

    public async Task<VerifyResult> Success(SettingsTask verification) => await verification.UseDirectory(Path);

    public void Dispose() => folder.Delete(recursive: true);
}
