using System.Runtime.Intrinsics;

namespace ShapeNet.Standins.Cuda.Ptx.Operations;

/// <summary>An operation of one operand. Operations are types, so that the loop around each is compiled with it inside.</summary>
internal interface IUnary<TA, TResult>
{
    static abstract TResult Apply(TA a);
}

/// <summary>An operation of two operands.</summary>
internal interface IBinary<TA, TB, TResult>
{
    static abstract TResult Apply(TA a, TB b);
}

/// <summary>An operation of three operands.</summary>
internal interface ITernary<TA, TB, TC, TResult>
{
    static abstract TResult Apply(TA a, TB b, TC c);
}

/// <summary>An operation that gives the same result on vectors.</summary>
internal interface IVectorBinary<T>
{
    static abstract Vector256<T> Apply(Vector256<T> a, Vector256<T> b);
}
