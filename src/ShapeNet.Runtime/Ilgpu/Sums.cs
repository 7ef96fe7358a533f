namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>A thread's 4 × 4 sums in a product of matrices. A value, so that a compiler keeps it in sixteen registers.</summary>
public struct Sums
{
    /// <summary>The first row's sums.</summary>
    public Float4 Row0;

    /// <summary>The second row's sums.</summary>
    public Float4 Row1;

    /// <summary>The third row's sums.</summary>
    public Float4 Row2;

    /// <summary>The fourth row's sums.</summary>
    public Float4 Row3;

    /// <summary>Adds the products of four rows' values with four columns' values.</summary>
    /// <param name="sums">The sums before.</param>
    /// <param name="rows">One value of each row.</param>
    /// <param name="columns">One value of each column.</param>
    public static Sums Add(Sums sums, Float4 rows, Float4 columns)
    {
        sums.Row0 = Add(sums.Row0, rows.X, columns);
        sums.Row1 = Add(sums.Row1, rows.Y, columns);
        sums.Row2 = Add(sums.Row2, rows.Z, columns);
        sums.Row3 = Add(sums.Row3, rows.W, columns);
        return sums;
    }

    private static Float4 Add(Float4 sum, float row, Float4 columns) => new(
        sum.X + row * columns.X, sum.Y + row * columns.Y, sum.Z + row * columns.Z, sum.W + row * columns.W);
}
