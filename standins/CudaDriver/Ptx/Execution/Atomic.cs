using System.Numerics;
using System.Runtime.CompilerServices;
using ShapeNet.Standins.Cuda.Ptx.Operations;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>An atomic change of memory. The operation makes the new value of the old one and the operands.</summary>
/// <param name="result">The register of the old value; null where it is not asked for.</param>
internal sealed unsafe class Atomic<T, TWord, TOperation>(MemoryAccess access, int? result, int a, int b) : MemoryInstruction(access, AccessKind.Change)
    where T : unmanaged
    where TWord : unmanaged, IEquatable<TWord>
    where TOperation : ITernary<T, T, T, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var cursor = Begin(wave);
        var first = (T*)(wave.Registers + a);
        var second = (T*)(wave.Registers + b);
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            ref var target = ref Unsafe.AsRef<TWord>(Pointer(wave, ref cursor, i));
            var old = target;
            while (true)
            {
                var changed = Unsafe.BitCast<T, TWord>(TOperation.Apply(Unsafe.BitCast<TWord, T>(old), first[i], second[i]));
                var found = Interlocked.CompareExchange(ref target, changed, old);
                if (found.Equals(old))
                    break;
                old = found;
            }

            if (result is { } register)
                ((TWord*)(wave.Registers + register))[i] = old;
        }

        return Next;
    }
}
