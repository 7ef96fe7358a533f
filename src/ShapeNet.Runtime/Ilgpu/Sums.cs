using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>A block of 4 × 4 sums of a product of matrices. A value, so that a compiler keeps it in sixteen registers.</summary>
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
    public static Sums AddProduct(Sums sums, Float4 rows, Float4 columns)
    {
        sums.Row0 = Float4.AddProduct(sums.Row0, rows.X, columns);
        sums.Row1 = Float4.AddProduct(sums.Row1, rows.Y, columns);
        sums.Row2 = Float4.AddProduct(sums.Row2, rows.Z, columns);
        sums.Row3 = Float4.AddProduct(sums.Row3, rows.W, columns);
        return sums;
    }

    /// <summary>Adds two blocks.</summary>
    /// <param name="sums">One.</param>
    /// <param name="others">The other.</param>
    public static Sums Add(Sums sums, Sums others)
    {
        sums.Row0 = Float4.Add(sums.Row0, others.Row0);
        sums.Row1 = Float4.Add(sums.Row1, others.Row1);
        sums.Row2 = Float4.Add(sums.Row2, others.Row2);
        sums.Row3 = Float4.Add(sums.Row3, others.Row3);
        return sums;
    }

    /// <summary>Adds the same four values to every row.</summary>
    /// <param name="sums">The sums before.</param>
    /// <param name="values">One value for each column.</param>
    public static Sums AddToRows(Sums sums, Float4 values)
    {
        sums.Row0 = Float4.Add(sums.Row0, values);
        sums.Row1 = Float4.Add(sums.Row1, values);
        sums.Row2 = Float4.Add(sums.Row2, values);
        sums.Row3 = Float4.Add(sums.Row3, values);
        return sums;
    }

    /// <summary>Replaces negative sums by zero.</summary>
    /// <param name="sums">The sums.</param>
    public static Sums ReLU(Sums sums)
    {
        sums.Row0 = Float4.ReLU(sums.Row0);
        sums.Row1 = Float4.ReLU(sums.Row1);
        sums.Row2 = Float4.ReLU(sums.Row2);
        sums.Row3 = Float4.ReLU(sums.Row3);
        return sums;
    }

    /// <summary>Writes a block into four rows of a tensor.</summary>
    /// <param name="sums">The block.</param>
    /// <param name="view">The tensor.</param>
    /// <param name="rows">Where the rows begin, or −1.</param>
    /// <param name="column">The first column, or −1.</param>
    public static void Store(Sums sums, ArrayView<float> view, BlockRows rows, int column)
    {
        if (column < 0)
            return;
        if (rows.Row0 >= 0)
            Float4.Store(sums.Row0, view, rows.Row0 + column);
        if (rows.Row1 >= 0)
            Float4.Store(sums.Row1, view, rows.Row1 + column);
        if (rows.Row2 >= 0)
            Float4.Store(sums.Row2, view, rows.Row2 + column);
        if (rows.Row3 >= 0)
            Float4.Store(sums.Row3, view, rows.Row3 + column);
    }

    /// <summary>As <see cref="Store"/>, where quads are not aligned or columns end within one.</summary>
    /// <param name="sums">The block.</param>
    /// <param name="view">The tensor.</param>
    /// <param name="rows">Where the rows begin, or −1.</param>
    /// <param name="column">The first column, or −1.</param>
    /// <param name="count">How many columns there are from it on.</param>
    public static void StoreSome(Sums sums, ArrayView<float> view, BlockRows rows, int column, int count)
    {
        if (column < 0)
            return;
        if (rows.Row0 >= 0)
            Float4.StoreSome(sums.Row0, view, rows.Row0 + column, count);
        if (rows.Row1 >= 0)
            Float4.StoreSome(sums.Row1, view, rows.Row1 + column, count);
        if (rows.Row2 >= 0)
            Float4.StoreSome(sums.Row2, view, rows.Row2 + column, count);
        if (rows.Row3 >= 0)
            Float4.StoreSome(sums.Row3, view, rows.Row3 + column, count);
    }

    /// <summary>Writes the sum of a block and what lies at its place in a tensor.</summary>
    /// <param name="sums">The block.</param>
    /// <param name="added">The tensor; it may be the result.</param>
    /// <param name="view">The result.</param>
    /// <param name="rows">Where the rows begin, or −1.</param>
    /// <param name="column">The first column, or −1.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    public static void StoreSum(Sums sums, ArrayView<float> added, ArrayView<float> view, BlockRows rows, int column, bool relu)
    {
        if (column < 0)
            return;
        if (rows.Row0 >= 0)
            Float4.StoreSum(sums.Row0, added, view, rows.Row0 + column, relu);
        if (rows.Row1 >= 0)
            Float4.StoreSum(sums.Row1, added, view, rows.Row1 + column, relu);
        if (rows.Row2 >= 0)
            Float4.StoreSum(sums.Row2, added, view, rows.Row2 + column, relu);
        if (rows.Row3 >= 0)
            Float4.StoreSum(sums.Row3, added, view, rows.Row3 + column, relu);
    }

    /// <summary>As <see cref="StoreSum"/>, where quads are not aligned or columns end within one.</summary>
    /// <param name="sums">The block.</param>
    /// <param name="added">The tensor; it may be the result.</param>
    /// <param name="view">The result.</param>
    /// <param name="rows">Where the rows begin, or −1.</param>
    /// <param name="column">The first column, or −1.</param>
    /// <param name="count">How many columns there are from it on.</param>
    /// <param name="relu">Whether negative values become zero.</param>
    public static void StoreSomeSum(Sums sums, ArrayView<float> added, ArrayView<float> view, BlockRows rows, int column, int count, bool relu)
    {
        if (column < 0)
            return;
        if (rows.Row0 >= 0)
            Float4.StoreSomeSum(sums.Row0, added, view, rows.Row0 + column, count, relu);
        if (rows.Row1 >= 0)
            Float4.StoreSomeSum(sums.Row1, added, view, rows.Row1 + column, count, relu);
        if (rows.Row2 >= 0)
            Float4.StoreSomeSum(sums.Row2, added, view, rows.Row2 + column, count, relu);
        if (rows.Row3 >= 0)
            Float4.StoreSomeSum(sums.Row3, added, view, rows.Row3 + column, count, relu);
    }
}
