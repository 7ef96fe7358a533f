namespace ILGPU.Rewriting;

/// <summary>A value on the evaluation stack; a reference to the thread's own memory needs no checks.</summary>
internal readonly record struct StackSlot(Type Type, bool RefersToOwn = false)
{
    public bool IsReference => Type.IsByRef;

    /// <summary>Whether an access through it may reach memory that other threads see.</summary>
    public bool MayBeShared => IsReference && !RefersToOwn;

    /// <summary>A value as the stack holds it: small integers and enumerations become the machine's.</summary>
    public static StackSlot Of(Type type, bool refersToOwn = false)
    {
        if (type.IsEnum)
            type = Enum.GetUnderlyingType(type);
        if (type.IsPrimitive)
        {
            type = Type.GetTypeCode(type) switch
            {
                TypeCode.Boolean or TypeCode.Char or TypeCode.SByte or TypeCode.Byte
                    or TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Int32 or TypeCode.UInt32 => typeof(int),
                TypeCode.Int64 or TypeCode.UInt64 => typeof(long),
                TypeCode.Single => typeof(float),
                TypeCode.Double => typeof(double),
                _ => typeof(nint),
            };
        }

        return new(type, refersToOwn);
    }

    public StackSlot Join(StackSlot other) => this with { RefersToOwn = RefersToOwn && other.RefersToOwn };
}
