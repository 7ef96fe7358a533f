using System.Text;
using DiffPlex;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace VerifyTests.Snapshots;

/// <summary>An inline line diff: changed lines with a little around them, and where they stand in the received text.</summary>
internal static class TextDiff
{
    private const int Context = 3;

    public static string Inline(string verified, string received)
    {
        var lines = new InlineDiffBuilder(new Differ()).BuildDiffModel(verified, received).Lines;
        var shown = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Type != ChangeType.Unchanged)
                Array.Fill(shown, true, Math.Max(0, i - Context), Math.Min(lines.Count, i + Context + 1) - Math.Max(0, i - Context));

        var text = new StringBuilder("- verified, + received\n");
        for (var i = 0; i < lines.Count; i++)
        {
            if (!shown[i])
                continue;
            if (i > 0 && !shown[i - 1])
                text.Append("      ...\n");
            text.Append($"{lines[i].Position,5} {Mark(lines[i].Type)} {lines[i].Text}\n");
        }

        return text.ToString();
    }

    private static char Mark(ChangeType type) => type switch
    {
        ChangeType.Deleted => '-',
        ChangeType.Inserted => '+',
        _ => ' ',
    };
}
