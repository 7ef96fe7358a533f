namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>Reads and writes values of a size that is known when the kernel is decoded.</summary>
internal static unsafe class Bits
{
    public static ulong Read(byte* source, int bytes) => bytes switch
    {
        1 => *source,
        2 => *(ushort*)source,
        4 => *(uint*)source,
        _ => *(ulong*)source,
    };

    public static void Write(byte* target, int bytes, ulong value)
    {
        switch (bytes)
        {
            case 1:
                *target = (byte)value;
                break;
            case 2:
                *(ushort*)target = (ushort)value;
                break;
            case 4:
                *(uint*)target = (uint)value;
                break;
            default:
                *(ulong*)target = value;
                break;
        }
    }
}
