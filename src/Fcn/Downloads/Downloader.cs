using System.Net;
using System.Security.Cryptography;
using Fcn.Data;
using ShapeNet.Runtime;

namespace Fcn.Downloads;

/// <summary>Fetches published files once and keeps them. A download gets its name in the cache after its checksum was found right.</summary>
/// <param name="folder">The cache.</param>
/// <param name="progress">Shows downloads.</param>
internal sealed class Downloader(string folder, IDownloadProgress progress)
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>How long a server may send nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // One client for the process: it keeps connections, and waits as long as the reads below allow.
    private static readonly HttpClient Client = new() { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Finds a file in the cache, or downloads it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="option">The option that asks for it, for messages.</param>
    /// <returns>Its path.</returns>
    /// <exception cref="InputException">It is not in the cache and cannot be downloaded.</exception>
    public string Fetch(RemoteFile file, string option)
    {
        var path = Path.Combine(folder, file.Name);
        if (File.Exists(path))
            return path;

        try
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Write(path, stream => Download(file, path, stream).GetAwaiter().GetResult());
            return path;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or UnauthorizedAccessException)
        {
            throw new InputException($"{option}: {file.Address} cannot be downloaded ({Reason(exception)}); fetch it and put it at {path}", exception);
        }
    }

    private async Task Download(RemoteFile file, string path, Stream destination)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var response = await Client.GetAsync(file.Address, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException($"the server answers {(int)response.StatusCode} {response.ReasonPhrase}");

        progress.Begin(file, path);
        try
        {
            await Receive(file, response.Content, destination, patience).ConfigureAwait(false);
        }
        finally
        {
            progress.End();
        }
    }

    private async Task Receive(RemoteFile file, HttpContent content, Stream destination, CancellationTokenSource patience)
    {
        using var source = await content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        using var hash = IncrementalHash.CreateHash(file.Algorithm);
        var total = content.Headers.ContentLength;
        var chunk = new byte[ChunkBytes];
        for (var received = 0L; ;)
        {
            patience.CancelAfter(Patience);
            var count = await source.ReadAsync(chunk, patience.Token).ConfigureAwait(false);
            if (count == 0)
                break;
            hash.AppendData(chunk, 0, count);
            await destination.WriteAsync(chunk.AsMemory(0, count), CancellationToken.None).ConfigureAwait(false);
            received += count;
            progress.Received(received, total);
        }

        var checksum = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (!checksum.StartsWith(file.Checksum, StringComparison.Ordinal))
            throw new IOException($"what arrived has the {file.Algorithm.Name} checksum {checksum}, not {file.Checksum}");
    }

    private static string Reason(Exception exception) => exception switch
    {
        OperationCanceledException => $"the server sent nothing for {Patience.TotalSeconds:0} seconds",
        _ => exception.Message.Split('\n', 2)[0].TrimEnd().TrimEnd('.'),
    };
}
