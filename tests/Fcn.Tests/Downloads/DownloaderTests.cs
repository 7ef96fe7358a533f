using System.Security.Cryptography;
using Fcn.Data;
using Fcn.Downloads;

namespace Fcn.Tests.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter shown = new();
    private readonly byte[] content = new byte[300_000];

    public DownloaderTests() => new Random(1).NextBytes(content);

    private string Cache => folder.PathOf("cache", "inner");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AFileIsDownloadedOnceAndShown()
    {
        using var server = new TinyServer("200 OK", content);

        var path = Fetch(File(server));

        Assert.Equal(Path.Combine(Cache, "file.pth"), path);
        Assert.Equal(content, System.IO.File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Cache));
        Assert.Contains($"{server.Address("file.pth")} → {path}", shown.ToString(), StringComparison.Ordinal);
        Assert.Contains("file.pth: 0.3 of 0.3 MB", shown.ToString(), StringComparison.Ordinal);
        Assert.Equal(path, Fetch(File(server)));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public void TheWrongContentIsRefused()
    {
        using var server = new TinyServer("200 OK", [.. content, 0]);

        AssertRefused(File(server), "what arrived has the SHA256 checksum ");
    }

    [Fact]
    public void ADownloadThatIsCutOffIsRefused()
    {
        using var server = new TinyServer("200 OK", content[..200_000], missing: 100_000);

        AssertRefused(File(server), "The response ended prematurely");
    }

    [Fact]
    public void AFileThatIsNotThereIsRefused()
    {
        using var server = new TinyServer("404 Not Found", content);

        AssertRefused(File(server), "the server answers 404 Not Found");
    }

    [Fact]
    public void WithoutANetworkTheMessageSaysWhatToFetchAndWhereToPutIt()
    {
        RemoteFile file;
        using (var server = new TinyServer("200 OK", content))
            file = File(server);

        AssertRefused(file, "Connection refused");
    }

    [Fact]
    public void ACacheThatCannotBeWrittenIsRefused()
    {
        System.IO.File.WriteAllText(folder.PathOf("cache"), "a file in the folder's place");
        using var server = new TinyServer("200 OK", content);

        Assert.Throws<InputException>(() => Fetch(File(server)));
    }

    [Theory]
    [InlineData("/own", "/xdg", "/own")]
    [InlineData(null, "/xdg", "/xdg/shapenet")]
    [InlineData("", "", "/home/caches/shapenet")]
    [InlineData(null, "relative", "/home/caches/shapenet")]
    [InlineData(null, null, "/home/caches/shapenet")]
    public void TheCacheIsTheUsers(string? own, string? xdg, string expected)
    {
        if (OperatingSystem.IsWindows())
            return;

        Assert.Equal(expected, CacheFolder.Find(variable => variable == CacheFolder.Variable ? own : variable == "XDG_CACHE_HOME" ? xdg : null, "/home/caches"));
    }

    private RemoteFile File(TinyServer server) =>
        new("file.pth", server.Address("file.pth"), HashAlgorithmName.SHA256, Convert.ToHexStringLower(SHA256.HashData(content))[..8]);

    private string Fetch(RemoteFile file) => new Downloader(Cache, new DownloadLines(shown, overwrites: false)).Fetch(file, "--pretrained name");

    private void AssertRefused(RemoteFile file, string reason)
    {
        var message = Assert.Throws<InputException>(() => Fetch(file)).Message;

        Assert.StartsWith($"--pretrained name: {file.Address} cannot be downloaded ({reason}", message, StringComparison.Ordinal);
        Assert.EndsWith($"; fetch it and put it at {Path.Combine(Cache, "file.pth")}", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Empty(Directory.GetFiles(Cache));
    }
}
