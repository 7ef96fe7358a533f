namespace ILGPU;

/// <summary>How the elements of a one-dimensional view lie in memory.</summary>
public interface IStride1D
{
    /// <summary>The distance from one element to the next.</summary>
    int XStride { get; }
}

/// <summary>Strides of one dimension.</summary>
public static class Stride1D
{
    /// <summary>Elements lie one after another.</summary>
    public readonly struct Dense : IStride1D
    {
        /// <inheritdoc/>
        public int XStride => 1;
    }
}
