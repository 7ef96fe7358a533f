namespace VerifyTests;

/// <summary>Where the snapshots of a test lie and what they are named after; null keeps the default.</summary>
public readonly struct PathInfo(string? directory = null, string? typeName = null, string? methodName = null)
{
    public string? Directory { get; } = directory;

    public string? TypeName { get; } = typeName;

    public string? MethodName { get; } = methodName;
}
