using System.Runtime.CompilerServices;

namespace Standins.Tests.Snapshots;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void UseSnapshotsFolder()
    {
        VerifierSettings.UseUtf8NoBom();
        UseProjectRelativeDirectory("../../snapshots/Standins");
    }
}
