using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ShapeNet.Standins.Cuda.Ptx.Operations;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

// The loops are compiled with optimisation at once: as first compiled otherwise, a kernel would be over before they got fast.

/// <summary>A value of one operand.</summary>
internal sealed unsafe class Unary<TA, TResult, TOperation>(int result, int a) : Instruction
    where TA : unmanaged
    where TResult : unmanaged
    where TOperation : IUnary<TA, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var results = (TResult*)(wave.Registers + result);
        var source = (TA*)(wave.Registers + a);
        if (wave.IsDense)
        {
            for (var (i, end) = (wave.First, wave.End); i < end; i++)
                results[i] = TOperation.Apply(source[i]);
            return Next;
        }

        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            results[i] = TOperation.Apply(source[i]);
        }

        return Next;
    }
}

/// <summary>A value of two operands.</summary>
internal sealed unsafe class Binary<TA, TB, TResult, TOperation>(int result, int a, int b) : Instruction
    where TA : unmanaged
    where TB : unmanaged
    where TResult : unmanaged
    where TOperation : IBinary<TA, TB, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var results = (TResult*)(wave.Registers + result);
        var left = (TA*)(wave.Registers + a);
        var right = (TB*)(wave.Registers + b);
        if (wave.IsDense)
        {
            for (var (i, end) = (wave.First, wave.End); i < end; i++)
                results[i] = TOperation.Apply(left[i], right[i]);
            return Next;
        }

        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            results[i] = TOperation.Apply(left[i], right[i]);
        }

        return Next;
    }
}

/// <summary>A value of two operands of one type that vector instructions can compute.</summary>
internal sealed unsafe class VectorBinary<T, TOperation>(int result, int a, int b) : Instruction
    where T : unmanaged
    where TOperation : IBinary<T, T, T>, IVectorBinary<T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var results = (T*)(wave.Registers + result);
        var left = (T*)(wave.Registers + a);
        var right = (T*)(wave.Registers + b);
        if (wave.IsDense)
        {
            var (i, end) = (wave.First, wave.End);
            for (; i <= end - Vector256<T>.Count; i += Vector256<T>.Count)
                TOperation.Apply(Vector256.Load(left + i), Vector256.Load(right + i)).Store(results + i);
            for (; i < end; i++)
                results[i] = TOperation.Apply(left[i], right[i]);
            return Next;
        }

        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            results[i] = TOperation.Apply(left[i], right[i]);
        }

        return Next;
    }
}

/// <summary>A value of three operands.</summary>
internal sealed unsafe class Ternary<TA, TB, TC, TResult, TOperation>(int result, int a, int b, int c) : Instruction
    where TA : unmanaged
    where TB : unmanaged
    where TC : unmanaged
    where TResult : unmanaged
    where TOperation : ITernary<TA, TB, TC, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var results = (TResult*)(wave.Registers + result);
        var first = (TA*)(wave.Registers + a);
        var second = (TB*)(wave.Registers + b);
        var third = (TC*)(wave.Registers + c);
        if (wave.IsDense)
        {
            for (var (i, end) = (wave.First, wave.End); i < end; i++)
                results[i] = TOperation.Apply(first[i], second[i], third[i]);
            return Next;
        }

        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            results[i] = TOperation.Apply(first[i], second[i], third[i]);
        }

        return Next;
    }
}

/// <summary>A copy of a register.</summary>
internal sealed unsafe class Copy<T>(int result, int a) : Instruction
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        var results = (T*)(wave.Registers + result);
        var source = (T*)(wave.Registers + a);
        if (wave.IsDense)
        {
            new ReadOnlySpan<T>(source + wave.First, wave.End - wave.First).CopyTo(new(results + wave.First, wave.End - wave.First));
            return Next;
        }

        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            results[i] = source[i];
        }

        return Next;
    }
}

/// <summary>A conversion between registers that may be wider than the types they hold.</summary>
internal sealed unsafe class Conversion<TA, TResult, TOperation>(int result, int resultBytes, int a, int sourceBytes) : Instruction
    where TA : unmanaged
    where TResult : unmanaged, INumber<TResult>
    where TOperation : IUnary<TA, TResult>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Execute(Wave wave)
    {
        for (var lanes = wave.Active; lanes != 0; lanes &= lanes - 1)
        {
            var i = BitOperations.TrailingZeroCount(lanes);
            var value = TOperation.Apply(*(TA*)(wave.Registers + a + (i * sourceBytes)));
            var target = wave.Registers + result + (i * resultBytes);
            if (sizeof(TResult) == resultBytes)
                *(TResult*)target = value;
            else
                Bits.Write(target, resultBytes, (ulong)long.CreateTruncating(value));
        }

        return Next;
    }
}
