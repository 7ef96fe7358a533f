using System.Numerics;
using System.Runtime.Intrinsics;

namespace ShapeNet.Standins.Cuda.Ptx.Operations;

internal readonly struct And<T> : IBinary<T, T, T>, IVectorBinary<T>
    where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => a & b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a & b;
}

internal readonly struct Or<T> : IBinary<T, T, T>, IVectorBinary<T>
    where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => a | b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a | b;
}

internal readonly struct Xor<T> : IBinary<T, T, T>, IVectorBinary<T>
    where T : IBinaryInteger<T>
{
    public static T Apply(T a, T b) => a ^ b;

    public static Vector256<T> Apply(Vector256<T> a, Vector256<T> b) => a ^ b;
}

internal readonly struct Not<T> : IUnary<T, T>
    where T : IBinaryInteger<T>
{
    public static T Apply(T a) => ~a;
}

/// <summary>One where the operand is zero, else zero.</summary>
internal readonly struct LogicalNot<T> : IUnary<T, T>
    where T : IBinaryInteger<T>
{
    public static T Apply(T a) => T.IsZero(a) ? T.One : T.Zero;
}

/// <summary>A shift to the left; by the width or more, all bits are gone.</summary>
internal readonly struct ShiftLeft<T> : IBinary<T, uint, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a, uint b) => b >= sizeof(T) * 8 ? T.Zero : a << (int)b;
}

/// <summary>A shift to the right; by the width or more, only signs are left.</summary>
internal readonly struct ShiftRight<T> : IBinary<T, uint, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a, uint b) => b >= sizeof(T) * 8 ? (T.IsNegative(a) ? T.AllBitsSet : T.Zero) : a >> (int)b;
}

internal readonly struct PopulationCount<T> : IUnary<T, uint>
    where T : IBinaryInteger<T>
{
    public static uint Apply(T a) => uint.CreateTruncating(T.PopCount(a));
}

internal readonly struct LeadingZeros<T> : IUnary<T, uint>
    where T : IBinaryInteger<T>
{
    public static uint Apply(T a) => uint.CreateTruncating(T.LeadingZeroCount(a));
}

internal readonly struct Reverse<T> : IUnary<T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a)
    {
        var reversed = T.Zero;
        for (var i = 0; i < sizeof(T) * 8; i++)
            reversed = (reversed << 1) | ((a >> i) & T.One);
        return reversed;
    }
}

/// <summary>A field of bits at a position, of a length; of signed types, its sign is extended.</summary>
internal readonly struct ExtractField<T> : ITernary<T, uint, uint, T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T a, uint position, uint length)
    {
        var last = (sizeof(T) * 8) - 1;
        var (from, count) = ((int)(position & 255), (int)(length & 255));
        if (count == 0)
            return T.Zero;
        var isSigned = T.IsNegative(T.AllBitsSet);
        var sign = isSigned && ((a >> Math.Min(from + count - 1, last)) & T.One) != T.Zero;
        var result = T.Zero;
        for (var i = 0; i <= last; i++)
        {
            if (i < count && from + i <= last ? ((a >> (from + i)) & T.One) != T.Zero : sign)
                result |= T.One << i;
        }

        return result;
    }
}

/// <summary>Puts a field of bits into another value.</summary>
internal static class InsertField<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe T Apply(T field, T into, uint position, uint length)
    {
        var (from, count) = ((int)(position & 255), (int)(length & 255));
        for (var i = 0; i < count && from + i < sizeof(T) * 8; i++)
            into = (into & ~(T.One << (from + i))) | (((field >> i) & T.One) << (from + i));
        return into;
    }
}

/// <summary>The position of the highest bit that differs from the sign; all ones where there is none.</summary>
internal readonly struct FindHighestBit<T> : IUnary<T, uint>
    where T : unmanaged, IBinaryInteger<T>
{
    public static unsafe uint Apply(T a)
    {
        var bits = T.IsNegative(a) ? ~a : a;
        return T.IsZero(bits) ? uint.MaxValue : (uint)((sizeof(T) * 8) - 1) - uint.CreateTruncating(T.LeadingZeroCount(bits));
    }
}

/// <summary>Four bytes, chosen from eight.</summary>
internal readonly struct Permute : ITernary<uint, uint, uint, uint>
{
    public static uint Apply(uint a, uint b, uint selector)
    {
        var bytes = ((ulong)b << 32) | a;
        var result = 0u;
        for (var i = 0; i < 4; i++)
        {
            var choice = (int)(selector >> (i * 4)) & 15;
            var value = (byte)(bytes >> ((choice & 7) * 8));
            if ((choice & 8) != 0)
                value = (byte)((sbyte)value >> 7);
            result |= (uint)value << (i * 8);
        }

        return result;
    }
}

internal readonly struct FunnelLeftClamp : ITernary<uint, uint, uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)(((((ulong)b << 32) | a) << (int)Math.Min(c, 32)) >> 32);
}

internal readonly struct FunnelLeftWrap : ITernary<uint, uint, uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)(((((ulong)b << 32) | a) << (int)(c & 31)) >> 32);
}

internal readonly struct FunnelRightClamp : ITernary<uint, uint, uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)((((ulong)b << 32) | a) >> (int)Math.Min(c, 32));
}

internal readonly struct FunnelRightWrap : ITernary<uint, uint, uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => (uint)((((ulong)b << 32) | a) >> (int)(c & 31));
}

/// <summary>The first operand where the predicate is true, else the second.</summary>
internal readonly struct Select<T> : ITernary<T, T, uint, T>
{
    public static T Apply(T a, T b, uint c) => c != 0 ? a : b;
}
