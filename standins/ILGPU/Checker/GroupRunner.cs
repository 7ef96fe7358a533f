using System.Runtime.InteropServices;
using ILGPU.Rewriting;
using ILGPU.Runtime;

namespace ILGPU.Checker;

/// <summary>Runs launches: their groups one after another, and in each the threads in turns, each up to where it waits.</summary>
internal sealed class GroupRunner : IDisposable
{
    private readonly KernelProgram program;
    private readonly Accelerator accelerator;
    private readonly nint arguments;
    private readonly ThreadGroup group;

    /// <summary>What each thread waits for.</summary>
    private readonly int[] waiting;

    /// <summary>How often each warp has met since the group did.</summary>
    private readonly int[] warpBarriers;

    public GroupRunner(KernelProgram program, Accelerator accelerator, Index3D dimension, nint arguments)
    {
        this.program = program;
        this.accelerator = accelerator;
        this.arguments = arguments;
        group = new ThreadGroup(program, accelerator, dimension, arguments);
        waiting = new int[dimension.Size];
        warpBarriers = new int[(dimension.Size / accelerator.WarpSize) + 1];
    }

    /// <summary>The threads of a group.</summary>
    public Index3D Dimension => group.Dimension;

    public void Dispose() => group.Dispose();

    /// <summary>Runs all groups of a grid.</summary>
    public void Run(Index3D grid, Index3D extent, int dynamicBytes)
    {
        group.BeginLaunch(grid, extent, accelerator.NextEpoch(), accelerator.Buffers());
        try
        {
            group.Shared.RequestDynamic(dynamicBytes);
            var remaining = extent.LongSize;
            for (var z = 0; z < grid.Z; z++)
            {
                for (var y = 0; y < grid.Y; y++)
                {
                    for (var x = 0; x < grid.X; x++)
                    {
                        group.Size = (int)Math.Min(remaining, group.Dimension.Size);
                        remaining -= group.Size;
                        RunGroup(new Index3D(x, y, z));
                    }
                }
            }
        }
        catch (Exception exception) when (exception is not KernelFaultException)
        {
            throw Fault.Create($"throws {exception.GetType().Name}: {exception.Message}", exception);
        }
        finally
        {
            ThreadGroup.EndLaunch();
        }
    }

    private void RunGroup(Index3D place)
    {
        var epoch = accelerator.NextEpoch();
        group.BeginGroup(place, epoch);
        Array.Clear(waiting);
        for (var first = true; ; first = false)
        {
            Array.Clear(warpBarriers);
            for (var warp = 0; warp * group.WarpSize < group.Size; warp++)
                RunWarp(warp, epoch, first);
            if (!Meet(0, group.Size, Meeting.Group))
                return;
            epoch = accelerator.NextEpoch();
            group.Votes.Close();
        }
    }

    /// <summary>Runs the threads of a warp until all have ended or wait for the group.</summary>
    private unsafe void RunWarp(int warp, ulong epoch, bool first)
    {
        var (begin, end) = (warp * group.WarpSize, Math.Min((warp + 1) * group.WarpSize, group.Size));
        var clears = first && program.FrameBytes > 0;
        do
        {
            for (var lane = begin; lane < end; lane++)
            {
                group.Enter(lane, warp, epoch, warpBarriers[warp]);
                if (clears)
                    NativeMemory.Clear((void*)group.Frame, (nuint)program.FrameBytes);
                waiting[lane] = program.Step(group, group.Frame, arguments, waiting[lane]);
            }

            clears = false;
        }
        while (Meet(begin, end, Meeting.Warp));
    }

    /// <summary>
    /// Whether threads go on from where they wait together. All must: one that has ended, or waits elsewhere, would be waited for
    /// in vain.
    /// </summary>
    private bool Meet(int begin, int end, Meeting meeting)
    {
        var number = waiting[begin];
        for (var lane = begin + 1; lane < end; lane++)
        {
            if (waiting[lane] == number)
                continue;

            // Threads of one warp may differ in a wait for the group only once the group is looked at.
            if (meeting == Meeting.Warp && !IsFor(waiting[lane], Meeting.Warp) && !IsFor(number, Meeting.Warp))
                return false;
            throw Divergence(begin, number, lane, waiting[lane]);
        }

        if (!IsFor(number, meeting))
            return false;
        if (meeting == Meeting.Warp && program.Waits[number - 1].OrdersMemory)
            warpBarriers[begin / group.WarpSize]++;
        return true;
    }

    private bool IsFor(int number, Meeting meeting) => number > 0 && program.Waits[number - 1].Meeting == meeting;

    private KernelFaultException Divergence(int oneLane, int one, int otherLane, int other)
    {
        // Whoever has ended comes second, so that the message names the wait first.
        if (one == 0)
            (oneLane, one, otherLane, other) = (otherLane, other, oneLane, one);
        var wait = program.Waits[one - 1];
        group.Enter(oneLane, oneLane / group.WarpSize, phase: 0, warpBarriers: 0);
        group.Position = wait.Position;
        var where = other == 0 ? "has ended" : $"waits in {program.Waits[other - 1].Name}{group.At(program.Waits[other - 1].Position)}";
        return Fault.Create($"{wait.Name} is not reached by all threads: thread {group.ThreadIndex(otherLane)} {where}");
    }
}
