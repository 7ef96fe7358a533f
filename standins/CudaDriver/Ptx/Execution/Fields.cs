using System.Numerics;
using System.Runtime.CompilerServices;
using ShapeNet.Standins.Cuda.Ptx.Operations;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>Puts a field of bits into another value: the one operation of four operands.</summary>
internal sealed unsafe class BitFieldInsert<T>(int result, int a, int b, int position, int length) : Instruction
    where T : unmanaged, IBinaryInteger<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var registers = wave.Registers;
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            ((T*)(registers + result))[i] = InsertField<T>.Apply(
                ((T*)(registers + a))[i], ((T*)(registers + b))[i], ((uint*)(registers + position))[i], ((uint*)(registers + length))[i]);
        }

        return Next;
    }
}

/// <summary>Puts the bits of registers side by side, or takes them apart: the first is the lowest.</summary>
internal sealed unsafe class Repack((int Register, int Bytes)[] results, (int Register, int Bytes)[] sources) : Instruction
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var (bits, shift) = (0UL, 0);
            foreach (var (register, bytes) in sources)
            {
                bits |= Bits.Read(wave.Registers + register + (i * bytes), bytes) << shift;
                shift += bytes * 8;
            }

            foreach (var (register, bytes) in results)
            {
                Bits.Write(wave.Registers + register + (i * bytes), bytes, bits);
                bits = bytes == 8 ? 0 : bits >> (bytes * 8);
            }
        }

        return Next;
    }
}
