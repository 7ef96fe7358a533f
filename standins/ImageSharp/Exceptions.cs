namespace SixLabors.ImageSharp;

/// <summary>An image whose format or content cannot be read.</summary>
public class ImageFormatException : Exception
{
    internal ImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }

    internal ImageFormatException(string errorMessage, Exception innerException)
        : base(errorMessage, innerException)
    {
    }
}

/// <summary>An image of a known format whose content breaks the format's rules.</summary>
public sealed class InvalidImageContentException : ImageFormatException
{
    /// <summary>Creates the exception.</summary>
    public InvalidImageContentException(string errorMessage)
        : base(errorMessage)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    public InvalidImageContentException(string errorMessage, Exception innerException)
        : base(errorMessage, innerException)
    {
    }
}

/// <summary>A file that is no image of a format read here.</summary>
public sealed class UnknownImageFormatException : ImageFormatException
{
    /// <summary>Creates the exception.</summary>
    public UnknownImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }
}
