namespace ShapeNet.Generators.Passes;

/// <summary>Remembers which layer this thread's compilation is working on, so that a fault of the generator can name it.</summary>
internal static class CompilerFault
{
    [ThreadStatic]
    private static string? currentLayer;

    public static string? CurrentLayer
    {
        get => currentLayer;
        set => currentLayer = value;
    }
}
