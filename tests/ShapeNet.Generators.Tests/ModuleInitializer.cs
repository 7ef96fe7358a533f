using System.Runtime.CompilerServices;

namespace ShapeNet.Generators.Tests;

internal static class ModuleInitializer
{
    [ModuleInitializer]
    internal static void UseSnapshotsFolder()
    {
        VerifierSettings.UseUtf8NoBom();
        UseProjectRelativeDirectory("../../snapshots/Generators");
    }
}
