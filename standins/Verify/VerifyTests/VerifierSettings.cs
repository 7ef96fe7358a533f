using System.Text;

namespace VerifyTests;

/// <summary>Settings of all verifications, made in a module initializer before the first one.</summary>
public static class VerifierSettings
{
    // A byte order mark is Verify's default.
    internal static Encoding Encoding { get; private set; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    internal static bool UniquePrefixDisabled { get; private set; }

    /// <summary>Received files are written without a byte order mark.</summary>
    public static void UseUtf8NoBom() => Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Several verifications may share one snapshot file.</summary>
    public static void DisableRequireUniquePrefix() => UniquePrefixDisabled = true;
}
