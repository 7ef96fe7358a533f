namespace ShapeNet.Runtime;

/// <summary>A device is missing or cannot do what was asked; the message is one line for the user.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>A device fault.</summary>
    public DeviceException()
    {
    }

    /// <summary>A device fault.</summary>
    /// <param name="message">One line for the user.</param>
    public DeviceException(string message)
        : base(message)
    {
    }

    /// <summary>A device fault with its cause.</summary>
    /// <param name="message">One line for the user.</param>
    /// <param name="innerException">The cause.</param>
    public DeviceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
