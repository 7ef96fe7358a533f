using System.Security.Cryptography;
using Fcn.Data;
using Fcn.Downloads;

namespace Fcn.Pretrained;

/// <summary>What <c>--pretrained</c> names: a file, or weights that are published under a name.</summary>
internal static class PretrainedWeights
{
    /// <summary>The published weights, by name. PyTorch's file names end in the first digits of their SHA-256.</summary>
    private static readonly Dictionary<string, RemoteFile> Published = new(StringComparer.Ordinal)
    {
        ["resnet18"] = new(
            "resnet18-f37072fd.pth", new("https://download.pytorch.org/models/resnet18-f37072fd.pth"), HashAlgorithmName.SHA256, "f37072fd"),
    };

    /// <summary>The names, for help.</summary>
    public static IEnumerable<string> Names => Published.Keys;

    /// <summary>Finds the weights; downloads them if they are published and not in the cache.</summary>
    /// <param name="request">The value of <c>--pretrained</c>.</param>
    /// <param name="downloader">Fetches what is published.</param>
    /// <returns>The file.</returns>
    /// <exception cref="InputException">They cannot be downloaded.</exception>
    public static string Find(string request, Downloader downloader) =>
        Published.TryGetValue(request, out var file) ? downloader.Fetch(file, $"--pretrained {request}") : request;
}
