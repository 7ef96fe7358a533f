using System.Numerics;

namespace ShapeNet.Standins.Cuda.Ptx.Operations;

/// <summary>An operation of the old value and one operand.</summary>
internal readonly struct Combine<T, TOperation> : ITernary<T, T, T, T>
    where TOperation : IBinary<T, T, T>
{
    public static T Apply(T a, T b, T c) => TOperation.Apply(a, b);
}

internal readonly struct Exchange<T> : ITernary<T, T, T, T>
{
    public static T Apply(T a, T b, T c) => b;
}

internal readonly struct CompareAndSwap<T> : ITernary<T, T, T, T>
    where T : INumber<T>
{
    public static T Apply(T a, T b, T c) => a == b ? c : a;
}

internal readonly struct IncrementAndWrap : ITernary<uint, uint, uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => a >= b ? 0 : a + 1;
}

internal readonly struct DecrementAndWrap : ITernary<uint, uint, uint, uint>
{
    public static uint Apply(uint a, uint b, uint c) => a == 0 || a > b ? b : a - 1;
}

/// <summary>The second operand: a predicate with no comparison to combine with takes the first.</summary>
internal readonly struct FirstOf : IBinary<uint, uint, uint>
{
    public static uint Apply(uint a, uint b) => a;
}

/// <summary>A combination with the opposite of its second operand.</summary>
internal readonly struct WithNegated<TCombination> : IBinary<uint, uint, uint>
    where TCombination : IBinary<uint, uint, uint>
{
    public static uint Apply(uint a, uint b) => TCombination.Apply(a, ~b);
}
