using System.Numerics;
using System.Runtime.CompilerServices;
using ShapeNet.Standins.Cuda.Ptx.Operations;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>Predicates from a comparison, combined with a third: <c>setp.lt.and.s32 p|q, a, b, c</c>.</summary>
internal sealed unsafe class SetPredicates<T, TComparison, TCombination>(int p, int? q, int a, int b, int c) : Instruction
    where T : unmanaged
    where TComparison : IBinary<T, T, uint>
    where TCombination : IBinary<uint, uint, uint>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var left = (T*)(wave.Registers + a);
        var right = (T*)(wave.Registers + b);
        var third = (uint*)(wave.Registers + c);
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var (comparison, condition) = (TComparison.Apply(left[i], right[i]), third[i]);
            ((uint*)(wave.Registers + p))[i] = TCombination.Apply(comparison, condition);
            if (q is { } second)
                ((uint*)(wave.Registers + second))[i] = TCombination.Apply(~comparison, condition);
        }

        return Next;
    }
}
