namespace ShapeNet.Runtime;

/// <summary>The system's words for a failed file operation, without the path that every message opens with anyway.</summary>
internal static class FileFault
{
    public static string Describe(Exception exception) => exception switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "access is denied",
        _ => exception.Message.Split(" : '")[0].TrimEnd('.'),
    };
}
