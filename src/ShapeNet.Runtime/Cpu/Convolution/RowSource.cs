namespace ShapeNet.Runtime.Cpu;

/// <summary>Where a product of matrices finds the rows of its first factor.</summary>
internal interface IRowSource
{
    /// <summary>Whether rows are fetched ahead: each is too short a stream for the processor to foresee.</summary>
    static abstract bool IsFar { get; }
}

/// <summary>The thread's cache holds them.</summary>
internal readonly struct NearRows : IRowSource
{
    public static bool IsFar => false;
}

/// <summary>They come from behind the thread's cache.</summary>
internal readonly struct FarRows : IRowSource
{
    public static bool IsFar => true;
}
