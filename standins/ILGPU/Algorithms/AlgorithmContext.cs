namespace ILGPU.Algorithms;

/// <summary>Turns the algorithms on.</summary>
public static class AlgorithmContext
{
    /// <summary>Lets kernels call the mathematical functions.</summary>
    public static Context.Builder EnableAlgorithms(this Context.Builder builder) => builder;
}
