namespace ShapeNet.Runtime.Cpu;

/// <summary>The temporary memory of a kernel: FixedFloats + FloatsPerImage · N values, whatever the vectors and threads.</summary>
/// <param name="FixedFloats">Values that do not depend on the batch.</param>
/// <param name="FloatsPerImage">Values for each image of the batch.</param>
public readonly record struct ScratchSize(long FixedFloats, long FloatsPerImage)
{
    /// <summary>Values needed for a batch.</summary>
    /// <param name="batch">Images in the batch.</param>
    public long Floats(int batch) => FixedFloats + (FloatsPerImage * batch);
}
