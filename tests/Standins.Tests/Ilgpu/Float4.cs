namespace Standins.Tests.Ilgpu;

/// <summary>What a device loads in one access.</summary>
internal struct Float4
{
    public float X;
    public float Y;
    public float Z;
    public float W;
}
