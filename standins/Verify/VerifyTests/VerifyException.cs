namespace VerifyTests;

/// <summary>A snapshot that does not match, or a verification that was asked for wrongly.</summary>
internal sealed class VerifyException(string message) : Exception(message);
