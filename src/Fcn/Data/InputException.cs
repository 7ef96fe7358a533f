namespace Fcn.Data;

/// <summary>
/// Something the user gave cannot be used: a folder, a file, an option. The message is one line that names it,
/// fit to be shown as it is.
/// </summary>
internal sealed class InputException : Exception
{
    public InputException(string message)
        : base(message)
    {
    }

    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
