namespace ShapeNet.Runtime;

/// <summary>A weight file or checkpoint cannot be read, written or used; the message is one line for the user and names the file.</summary>
public sealed class WeightFileException : Exception
{
    /// <summary>A fault of some file.</summary>
    public WeightFileException()
    {
    }

    /// <summary>A fault of some file.</summary>
    /// <param name="message">One line for the user.</param>
    public WeightFileException(string message)
        : base(message)
    {
    }

    /// <summary>A fault of some file, with its cause.</summary>
    /// <param name="message">One line for the user.</param>
    /// <param name="innerException">The cause.</param>
    public WeightFileException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A fault of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">What is wrong with it.</param>
    /// <param name="cause">The exception that told.</param>
    internal WeightFileException(string path, string fault, Exception? cause)
        : base($"{path}: {OneLine(fault)}", cause) => Path = path;

    /// <summary>The file.</summary>
    public string? Path { get; }

    /// <summary>Names in a hostile file may hold anything, at any length.</summary>
    private static string OneLine(string fault)
    {
        const int Longest = 1000;
        var shown = fault.Length > Longest ? $"{fault.AsSpan(0, Longest)}…" : fault;
        return string.Create(shown.Length, shown, static (line, text) =>
        {
            for (var index = 0; index < line.Length; index++)
                line[index] = char.IsControl(text[index]) || text[index] is '\u2028' or '\u2029' ? ' ' : text[index];
        });
    }
}
