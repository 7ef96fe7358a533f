using System.Numerics;
using System.Runtime.CompilerServices;
using ILGPU.Checker;

namespace ILGPU;

/// <summary>Operations that no other thread can interrupt.</summary>
public static class Atomic
{
    /// <summary>Adds, and gives the value before.</summary>
    [KernelForm(nameof(AddIn))]
    public static int Add(ref int target, int value) => throw Fault.OutsideKernel();

    /// <summary>Adds, and gives the value before.</summary>
    [KernelForm(nameof(AddIn))]
    public static uint Add(ref uint target, uint value) => throw Fault.OutsideKernel();

    /// <summary>Adds, and gives the value before.</summary>
    [KernelForm(nameof(AddIn))]
    public static long Add(ref long target, long value) => throw Fault.OutsideKernel();

    /// <summary>Adds, and gives the value before.</summary>
    [KernelForm(nameof(AddIn))]
    public static ulong Add(ref ulong target, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Adds, and gives the value before.</summary>
    [KernelForm(nameof(AddIn))]
    public static float Add(ref float target, float value) => throw Fault.OutsideKernel();

    /// <summary>Adds, and gives the value before.</summary>
    [KernelForm(nameof(AddIn))]
    public static double Add(ref double target, double value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the greater, and gives the value before.</summary>
    [KernelForm(nameof(MaxIn))]
    public static int Max(ref int target, int value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the greater, and gives the value before.</summary>
    [KernelForm(nameof(MaxIn))]
    public static uint Max(ref uint target, uint value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the greater, and gives the value before.</summary>
    [KernelForm(nameof(MaxIn))]
    public static long Max(ref long target, long value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the greater, and gives the value before.</summary>
    [KernelForm(nameof(MaxIn))]
    public static ulong Max(ref ulong target, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the greater, and gives the value before.</summary>
    [KernelForm(nameof(MaxIn))]
    public static float Max(ref float target, float value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the greater, and gives the value before.</summary>
    [KernelForm(nameof(MaxIn))]
    public static double Max(ref double target, double value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the lesser, and gives the value before.</summary>
    [KernelForm(nameof(MinIn))]
    public static int Min(ref int target, int value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the lesser, and gives the value before.</summary>
    [KernelForm(nameof(MinIn))]
    public static uint Min(ref uint target, uint value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the lesser, and gives the value before.</summary>
    [KernelForm(nameof(MinIn))]
    public static long Min(ref long target, long value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the lesser, and gives the value before.</summary>
    [KernelForm(nameof(MinIn))]
    public static ulong Min(ref ulong target, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the lesser, and gives the value before.</summary>
    [KernelForm(nameof(MinIn))]
    public static float Min(ref float target, float value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the lesser, and gives the value before.</summary>
    [KernelForm(nameof(MinIn))]
    public static double Min(ref double target, double value) => throw Fault.OutsideKernel();

    /// <summary>Replaces, and gives the value before.</summary>
    [KernelForm(nameof(ExchangeIn))]
    public static int Exchange(ref int target, int value) => throw Fault.OutsideKernel();

    /// <summary>Replaces, and gives the value before.</summary>
    [KernelForm(nameof(ExchangeIn))]
    public static uint Exchange(ref uint target, uint value) => throw Fault.OutsideKernel();

    /// <summary>Replaces, and gives the value before.</summary>
    [KernelForm(nameof(ExchangeIn))]
    public static long Exchange(ref long target, long value) => throw Fault.OutsideKernel();

    /// <summary>Replaces, and gives the value before.</summary>
    [KernelForm(nameof(ExchangeIn))]
    public static ulong Exchange(ref ulong target, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Replaces, and gives the value before.</summary>
    [KernelForm(nameof(ExchangeIn))]
    public static float Exchange(ref float target, float value) => throw Fault.OutsideKernel();

    /// <summary>Replaces, and gives the value before.</summary>
    [KernelForm(nameof(ExchangeIn))]
    public static double Exchange(ref double target, double value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the common bits, and gives the value before.</summary>
    [KernelForm(nameof(AndIn))]
    public static int And(ref int target, int value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the common bits, and gives the value before.</summary>
    [KernelForm(nameof(AndIn))]
    public static uint And(ref uint target, uint value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the common bits, and gives the value before.</summary>
    [KernelForm(nameof(AndIn))]
    public static long And(ref long target, long value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the common bits, and gives the value before.</summary>
    [KernelForm(nameof(AndIn))]
    public static ulong And(ref ulong target, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Keeps all bits, and gives the value before.</summary>
    [KernelForm(nameof(OrIn))]
    public static int Or(ref int target, int value) => throw Fault.OutsideKernel();

    /// <summary>Keeps all bits, and gives the value before.</summary>
    [KernelForm(nameof(OrIn))]
    public static uint Or(ref uint target, uint value) => throw Fault.OutsideKernel();

    /// <summary>Keeps all bits, and gives the value before.</summary>
    [KernelForm(nameof(OrIn))]
    public static long Or(ref long target, long value) => throw Fault.OutsideKernel();

    /// <summary>Keeps all bits, and gives the value before.</summary>
    [KernelForm(nameof(OrIn))]
    public static ulong Or(ref ulong target, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the differing bits, and gives the value before.</summary>
    [KernelForm(nameof(XorIn))]
    public static int Xor(ref int target, int value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the differing bits, and gives the value before.</summary>
    [KernelForm(nameof(XorIn))]
    public static uint Xor(ref uint target, uint value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the differing bits, and gives the value before.</summary>
    [KernelForm(nameof(XorIn))]
    public static long Xor(ref long target, long value) => throw Fault.OutsideKernel();

    /// <summary>Keeps the differing bits, and gives the value before.</summary>
    [KernelForm(nameof(XorIn))]
    public static ulong Xor(ref ulong target, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Replaces the value if it is the expected one, and gives the value before.</summary>
    [KernelForm(nameof(CompareExchangeIn))]
    public static int CompareExchange(ref int target, int compare, int value) => throw Fault.OutsideKernel();

    /// <summary>Replaces the value if it is the expected one, and gives the value before.</summary>
    [KernelForm(nameof(CompareExchangeIn))]
    public static uint CompareExchange(ref uint target, uint compare, uint value) => throw Fault.OutsideKernel();

    /// <summary>Replaces the value if it is the expected one, and gives the value before.</summary>
    [KernelForm(nameof(CompareExchangeIn))]
    public static long CompareExchange(ref long target, long compare, long value) => throw Fault.OutsideKernel();

    /// <summary>Replaces the value if it is the expected one, and gives the value before.</summary>
    [KernelForm(nameof(CompareExchangeIn))]
    public static ulong CompareExchange(ref ulong target, ulong compare, ulong value) => throw Fault.OutsideKernel();

    /// <summary>Replaces the value if it is the expected one, and gives the value before.</summary>
    [KernelForm(nameof(CompareExchangeIn))]
    public static float CompareExchange(ref float target, float compare, float value) => throw Fault.OutsideKernel();

    /// <summary>Replaces the value if it is the expected one, and gives the value before.</summary>
    [KernelForm(nameof(CompareExchangeIn))]
    public static double CompareExchange(ref double target, double compare, double value) => throw Fault.OutsideKernel();

    internal static T AddIn<T>(ref T target, T value, ThreadGroup group)
        where T : unmanaged, INumber<T>
    {
        var before = Touch(ref target, group);
        target = before + value;
        return before;
    }

    internal static T MaxIn<T>(ref T target, T value, ThreadGroup group)
        where T : unmanaged, INumber<T>
    {
        var before = Touch(ref target, group);
        target = T.Max(before, value);
        return before;
    }

    internal static T MinIn<T>(ref T target, T value, ThreadGroup group)
        where T : unmanaged, INumber<T>
    {
        var before = Touch(ref target, group);
        target = T.Min(before, value);
        return before;
    }

    internal static T ExchangeIn<T>(ref T target, T value, ThreadGroup group)
        where T : unmanaged, INumber<T>
    {
        var before = Touch(ref target, group);
        target = value;
        return before;
    }

    internal static T AndIn<T>(ref T target, T value, ThreadGroup group)
        where T : unmanaged, IBinaryInteger<T>
    {
        var before = Touch(ref target, group);
        target = before & value;
        return before;
    }

    internal static T OrIn<T>(ref T target, T value, ThreadGroup group)
        where T : unmanaged, IBinaryInteger<T>
    {
        var before = Touch(ref target, group);
        target = before | value;
        return before;
    }

    internal static T XorIn<T>(ref T target, T value, ThreadGroup group)
        where T : unmanaged, IBinaryInteger<T>
    {
        var before = Touch(ref target, group);
        target = before ^ value;
        return before;
    }

    internal static T CompareExchangeIn<T>(ref T target, T compare, T value, ThreadGroup group)
        where T : unmanaged, INumber<T>
    {
        var before = Touch(ref target, group);
        if (before == compare)
            target = value;
        return before;
    }

    private static unsafe T Touch<T>(ref T target, ThreadGroup group)
        where T : unmanaged
    {
        group.Atomic((nint)Unsafe.AsPointer(ref target), sizeof(T));
        return target;
    }
}
