using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>Loads values into registers as wide as they are.</summary>
internal sealed unsafe class Load<T>(MemoryAccess access, int[] results) : MemoryInstruction(access, AccessKind.Read)
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var cursor = Begin(wave);
        var registers = wave.Registers;
        if (results.Length == 1)
        {
            var single = (T*)(registers + results[0]);
            if (wave.IsDense)
            {
                for (int i = wave.First, end = wave.End; i < end; i++)
                    single[i] = *(T*)Pointer(wave, ref cursor, i);
                return Next;
            }

            for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
            {
                var i = BitOperations.TrailingZeroCount(lanes);
                single[i] = *(T*)Pointer(wave, ref cursor, i);
            }

            return Next;
        }

        if (results.Length == 4)
        {
            var first = (T*)(registers + results[0]);
            var second = (T*)(registers + results[1]);
            var third = (T*)(registers + results[2]);
            var fourth = (T*)(registers + results[3]);
            for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
            {
                var i = BitOperations.TrailingZeroCount(lanes);
                var source = (T*)Pointer(wave, ref cursor, i);
                (first[i], second[i], third[i], fourth[i]) = (source[0], source[1], source[2], source[3]);
            }

            return Next;
        }

        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var source = (T*)Pointer(wave, ref cursor, i);
            for (var j = 0; j < results.Length; j++)
                ((T*)(registers + results[j]))[i] = source[j];
        }

        return Next;
    }
}

/// <summary>Loads values into registers that are wider: signs are extended.</summary>
internal sealed unsafe class LoadExtended(MemoryAccess access, int bytes, bool isSigned, (int Register, int Bytes)[] results) : MemoryInstruction(access, AccessKind.Read)
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var cursor = Begin(wave);
        var shift = 64 - (bytes * 8);
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var source = Pointer(wave, ref cursor, i);
            for (var j = 0; j < results.Length; j++)
            {
                var value = Bits.Read(source + (j * bytes), bytes) << shift;
                var (register, width) = results[j];
                Bits.Write(wave.Registers + register + (i * width), width, isSigned ? (ulong)((long)value >> shift) : value >> shift);
            }
        }

        return Next;
    }
}

/// <summary>Stores the low bits of registers.</summary>
internal sealed unsafe class Store<T>(MemoryAccess access, (int Register, int Bytes)[] sources) : MemoryInstruction(access, AccessKind.Write)
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var cursor = Begin(wave);
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var target = (T*)Pointer(wave, ref cursor, i);
            for (var j = 0; j < sources.Length; j++)
                target[j] = *(T*)(wave.Registers + sources[j].Register + (i * sources[j].Bytes));
        }

        return Next;
    }
}
