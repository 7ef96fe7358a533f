namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>What a warp asks of memory with one instruction.</summary>
/// <param name="addresses">An address for each active lane, a multiple of the bytes.</param>
/// <param name="lanes">The active lanes; there is one.</param>
/// <param name="bytes">How many bytes each of them accesses, a power of two.</param>
internal readonly ref struct WarpRequest(ReadOnlySpan<ulong> addresses, uint lanes, int bytes)
{
    public ReadOnlySpan<ulong> Addresses { get; } = addresses;

    public uint Lanes { get; } = lanes;

    public int Bytes { get; } = bytes;
}
