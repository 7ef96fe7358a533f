using ShapeNet.Standins.Cuda.Profile;
using ShapeNet.Standins.Cuda.Races;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>A kernel that is ready to run.</summary>
internal sealed class KernelCode
{
    public required string Name { get; init; }

    public required Instruction[] Instructions { get; init; }

    /// <summary>The instructions as they run: themselves, or each in one that counts or checks what it does.</summary>
    public required Instruction[] Observed { get; init; }

    /// <summary>Counts what the instructions do; null where nobody wants to know.</summary>
    public required KernelProfile? Profile { get; init; }

    /// <summary>Remembers who accessed memory; null where nobody looks for races.</summary>
    public required RaceChecker? Races { get; init; }

    /// <summary>Bytes of a wave's registers, constants and special registers among them.</summary>
    public required int RegisterBytes { get; init; }

    /// <summary>The parts of the registers that each block starts with as garbage: constants lie between.</summary>
    public required IReadOnlyList<(int Start, int Bytes)> VariableRegisters { get; init; }

    public required IReadOnlyList<ConstantRegister> Constants { get; init; }

    public required IReadOnlyList<SpecialRegister> SpecialRegisters { get; init; }

    public required int StaticSharedBytes { get; init; }

    /// <summary>Where dynamic shared memory begins.</summary>
    public required int DynamicSharedStart { get; init; }

    public required int LocalBytes { get; init; }

    /// <summary>How many instructions remember the memory range they last accessed.</summary>
    public required int RangeCount { get; init; }

    /// <summary>The module's own variables.</summary>
    public required ModuleVariables Variables { get; init; }

    /// <summary>Blocks may influence one another by atomics, whose order shows in sums of floating-point numbers.</summary>
    public required bool HasGlobalAtomics { get; init; }
}

/// <summary>A constant operand, which is read like a register.</summary>
internal readonly record struct ConstantRegister(int Offset, int Bytes, ulong Value);

/// <summary>A register that the hardware sets, <c>%tid.x</c> for one.</summary>
internal readonly record struct SpecialRegister(int Offset, string Name)
{
    public static int? BytesOf(string name) => name switch
    {
        "%tid.x" or "%tid.y" or "%tid.z" or "%ntid.x" or "%ntid.y" or "%ntid.z" => 4,
        "%ctaid.x" or "%ctaid.y" or "%ctaid.z" or "%nctaid.x" or "%nctaid.y" or "%nctaid.z" => 4,
        "%laneid" or "%warpid" or "%nwarpid" or "%smid" or "%nsmid" or "%gridid" => 4,
        "%lanemask_eq" or "%lanemask_lt" or "%lanemask_le" or "%lanemask_gt" or "%lanemask_ge" => 4,
        "%dynamic_smem_size" or "%total_smem_size" => 4,
        _ => null,
    };

    /// <summary>Its value in a thread.</summary>
    public uint Value(Launch launch, Dim3 block, int thread)
    {
        var place = launch.Block.At(thread);
        var lane = thread % Wave.WarpLanes;
        return Name switch
        {
            "%tid.x" => (uint)place.X,
            "%tid.y" => (uint)place.Y,
            "%tid.z" => (uint)place.Z,
            "%ntid.x" => (uint)launch.Block.X,
            "%ntid.y" => (uint)launch.Block.Y,
            "%ntid.z" => (uint)launch.Block.Z,
            "%ctaid.x" => (uint)block.X,
            "%ctaid.y" => (uint)block.Y,
            "%ctaid.z" => (uint)block.Z,
            "%nctaid.x" => (uint)launch.Grid.X,
            "%nctaid.y" => (uint)launch.Grid.Y,
            "%nctaid.z" => (uint)launch.Grid.Z,
            "%laneid" => (uint)lane,
            "%warpid" => (uint)(thread / Wave.WarpLanes),
            "%nwarpid" => (uint)((launch.Block.Count + Wave.WarpLanes - 1) / Wave.WarpLanes),
            "%smid" or "%gridid" => 0,
            "%nsmid" => 1,
            "%lanemask_eq" => 1u << lane,
            "%lanemask_lt" => (1u << lane) - 1,
            "%lanemask_le" => uint.MaxValue >> (31 - lane),
            "%lanemask_gt" => ~(uint.MaxValue >> (31 - lane)),
            "%lanemask_ge" => ~((1u << lane) - 1),
            "%dynamic_smem_size" => (uint)launch.DynamicSharedBytes,
            "%total_smem_size" => (uint)(launch.Code.DynamicSharedStart + launch.DynamicSharedBytes),
            _ => throw new InvalidOperationException($"{Name} has no value."),
        };
    }
}
