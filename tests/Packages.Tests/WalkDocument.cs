using System.Text.RegularExpressions;

namespace Packages.Tests;

/// <summary>What a reader of a walk does: saves files, runs commands, and sees output.</summary>
internal abstract record WalkStep
{
    /// <summary>The steps of a document, in its order.</summary>
    public static IReadOnlyList<WalkStep> Read(string markdown)
    {
        var steps = new List<WalkStep>();
        foreach (Match block in Regex.Matches(markdown, @"(?<before>[^\n]*)\n\n```(?<language>[^\n]+)\n(?<text>.*?)```", RegexOptions.Singleline))
        {
            var text = block.Groups["text"].Value;
            switch (block.Groups["language"].Value)
            {
                case "csharp":
                    var name = Regex.Match(block.Groups["before"].Value, @"Save this as `([^`]+)`:$");
                    Assert.True(name.Success, $"No file is named for the code after: {block.Groups["before"].Value}");
                    steps.Add(new SavedFile(name.Groups[1].Value, text));
                    break;
                case "sh":
                    steps.Add(new Commands(text, Fails: false));
                    break;
                case "sh fails":
                    steps.Add(new Commands(text, Fails: true));
                    break;
                case "text":
                    steps.Add(new Output(text));
                    break;
                case var language:
                    Assert.Fail($"A block of the language {language} means nothing to the walk.");
                    break;
            }
        }

        return steps;
    }
}

/// <summary>A file that the reader saves.</summary>
internal sealed record SavedFile(string Name, string Text) : WalkStep;

/// <summary>Commands that the reader types.</summary>
internal sealed record Commands(string Text, bool Fails) : WalkStep;

/// <summary>Lines that the commands before it print, among others.</summary>
internal sealed record Output(string Text) : WalkStep;
