using System.Text;

namespace VerifyTests.Snapshots;

/// <summary>Compares targets with their snapshots. What differs is left beside the snapshot as a received file, and fails the test.</summary>
internal static class Verification
{
    public static async Task<VerifyResult> Run(SnapshotNames names, IReadOnlyList<Target> targets)
    {
        Directory.CreateDirectory(names.Directory);
        foreach (var leftover in names.Existing("received").ToArray())
            File.Delete(leftover);

        var files = names.Files(targets);
        var stale = names.Existing("verified").Except(files.Select(file => file.Verified)).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        var report = new StringBuilder();
        for (var i = 0; i < targets.Count; i++)
            report.Append(await Compare(files[i], targets[i].Text).ConfigureAwait(false));
        foreach (var file in stale)
            report.Append($"Delete: {file} (the test verifies nothing of this name)\n");

        return report.Length == 0
            ? new VerifyResult([.. files.Select(file => file.Verified)])
            : throw new VerifyException($"Directory: {names.Directory}\n{report}");
    }

    /// <summary>An empty text where the received text is the verified one, else what is wrong.</summary>
    private static async Task<string> Compare(SnapshotFile file, string text)
    {
        var received = WithLineFeeds(text);
        if (received.Length == 0)
            throw new VerifyException($"{file.VerifiedName}: an empty text cannot be a snapshot.");

        var verified = File.Exists(file.Verified) ? WithLineFeeds(await File.ReadAllTextAsync(file.Verified).ConfigureAwait(false)) : null;
        // Editors end a file with a line feed; a snapshot that has one more than the text still matches.
        if (verified == received || verified == received + '\n')
            return "";

        await WriteWhole(file.Received, received).ConfigureAwait(false);
        return verified is null
            ? $"New: {file.ReceivedName} (rename it to {file.VerifiedName} to approve it)\n{received}\n"
            : $"NotEqual: {file.ReceivedName} (rename it to {file.VerifiedName} to approve it)\n{TextDiff.Inline(verified, received)}\n";
    }

    private static string WithLineFeeds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    private static async Task WriteWhole(string path, string text)
    {
        var temporary = path + ".tmp";
        await File.WriteAllTextAsync(temporary, text, VerifierSettings.Encoding).ConfigureAwait(false);
        File.Move(temporary, path, overwrite: true);
    }
}
