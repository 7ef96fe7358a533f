using System.Runtime.InteropServices;
using ILGPU.Rewriting;
using ILGPU.Runtime;
using ShapeNet.Standins.Races;

namespace ILGPU.Checker;

/// <summary>The group that runs, seen from the thread that runs: what kernels ask about themselves, and their memory.</summary>
internal sealed partial class ThreadGroup : IDisposable
{
    [ThreadStatic]
    private static ThreadGroup? current;

    private readonly Index3D[] indices;
    private readonly nint frames;
    private readonly ShadowMemory shared;
    private readonly LaunchMemory memory;
    private readonly object?[][] references;
    private Index3D gridIndex;
    private Index3D index;
    private Moment now;

    public ThreadGroup(KernelProgram program, Accelerator accelerator, Index3D dimension, nint arguments)
    {
        Program = program;
        Dimension = dimension;
        Size = dimension.Size;
        WarpSize = accelerator.WarpSize;
        indices = new Index3D[Size];
        for (var lane = 0; lane < indices.Length; lane++)
            indices[lane] = new(lane % dimension.X, lane / dimension.X % dimension.Y, lane / dimension.X / dimension.Y);
        frames = AllocateFrames(program.FrameBytes, Size);
        references = [.. indices.Select(_ => new object?[program.ReferenceCount])];
        shared = Shared.Shadow;
        memory = new LaunchMemory(program, arguments);
        Local = new LocalArena(Size);
        GroupExchange = new LaneExchange(this, Size);
        WarpExchange = new LaneExchange(this, Size);
        now.WarpSize = WarpSize;
    }

    /// <summary>The group that the calling thread runs, if it runs one.</summary>
    public static ThreadGroup? Current => current;

    public KernelProgram Program { get; }

    public SharedArena Shared { get; } = new();

    public LocalArena Local { get; }

    public LaneExchange GroupExchange { get; }

    public LaneExchange WarpExchange { get; }

    public Votes Votes { get; } = new();

    /// <summary>The object variables of the running thread that outlive a barrier.</summary>
    public object?[] References => references[Lane];

    /// <summary>The other variables of the running thread that outlive a barrier.</summary>
    public nint Frame => frames + (nint)((long)Program.FrameBytes * Lane);

    /// <summary>The number of threads that run; all of the group's but in the last group of a kernel that takes its index.</summary>
    public int Size { get; set; }

    /// <summary>The running thread's index in a row of the group's threads.</summary>
    public int Lane => now.Lane;

    public Index3D Index => index;

    public int IdxX => index.X;

    public int IdxY => index.Y;

    public int IdxZ => index.Z;

    public Index3D Dimension { get; }

    public int DimX => Dimension.X;

    public int DimY => Dimension.Y;

    public int DimZ => Dimension.Z;

    public bool IsFirstThread => Lane == 0;

    public bool IsLastThread => Lane == Dimension.Size - 1;

    public Index3D GridIndex => gridIndex;

    public int GridIdxX => gridIndex.X;

    public int GridIdxY => gridIndex.Y;

    public int GridIdxZ => gridIndex.Z;

    public Index3D GridDimension { get; private set; }

    public int GridDimX => GridDimension.X;

    public int GridDimY => GridDimension.Y;

    public int GridDimZ => GridDimension.Z;

    public int GridLinearIndex => (((gridIndex.Z * GridDimY) + gridIndex.Y) * GridDimX) + gridIndex.X;

    public Index3D GlobalIndex => (gridIndex * Dimension) + index;

    public int GlobalLinearIndex => (GridLinearIndex * Dimension.Size) + Lane;

    public int WarpSize { get; }

    public int WarpIdx => now.Warp;

    public int LaneIdx => Lane - (now.Warp * WarpSize);

    public bool IsFirstLane => LaneIdx == 0;

    public bool IsLastLane => LaneIdx == WarpSize - 1;

    /// <summary>The extent of a kernel that takes its index.</summary>
    public Index3D Extent { get; private set; }

    public Index1D AutoIndex1D => GlobalLinearIndex;

    public Index2D AutoIndex2D => new(GlobalLinearIndex % Extent.X, GlobalLinearIndex / Extent.X);

    public Index3D AutoIndex3D =>
        new(GlobalLinearIndex % Extent.X, GlobalLinearIndex / Extent.X % Extent.Y, GlobalLinearIndex / Extent.X / Extent.Y);

    public LongIndex1D AutoLongIndex1D => GlobalLinearIndex;

    /// <summary>Where in the kernel the thread is.</summary>
    public int Position
    {
        get => now.Position;
        set => now.Position = value;
    }

    /// <summary>A thread's arrival at, or departure from, a barrier that carries nothing.</summary>
    public static void Arrive()
    {
    }

    public Index3D ThreadIndex(int lane) => indices[lane];

    /// <summary>Begins a launch.</summary>
    public void BeginLaunch(Index3D gridDimension, Index3D extent, ulong epoch, MemoryBuffer[] buffers)
    {
        current = this;
        GridDimension = gridDimension;
        Extent = extent;
        now.LaunchStart = epoch;
        memory.Reach(buffers);
    }

    public static void EndLaunch() => current = null;

    /// <summary>Begins a group.</summary>
    public void BeginGroup(Index3D place, ulong epoch)
    {
        gridIndex = place;
        now.GroupStart = epoch;
        Shared.Poison();
        GroupExchange.Reset();
        WarpExchange.Reset();
    }

    /// <summary>Lets a thread run, after so many of its warp's own barriers.</summary>
    public void Enter(int lane, int warp, ulong phase, int warpBarriers)
    {
        index = indices[lane];
        now.Lane = lane;
        now.Warp = warp;
        now.PhaseStart = phase;
        now.Epoch = phase + (ulong)warpBarriers;
    }

    private static unsafe nint AllocateFrames(int bytes, int count) =>
        (nint)NativeMemory.AlignedAlloc((nuint)((long)Math.Max(bytes, 1) * count), Alignment.Widest);

    private static unsafe void FreeFrames(nint frames) => NativeMemory.AlignedFree((void*)frames);

    public void Dispose()
    {
        FreeFrames(frames);
        Shared.Dispose();
        Local.Dispose();
        GroupExchange.Dispose();
        WarpExchange.Dispose();
    }
}
