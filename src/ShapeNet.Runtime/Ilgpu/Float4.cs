using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

#pragma warning disable CA1051 // Kernels work on fields: ILGPU keeps them in registers.

/// <summary>Four neighbouring values: what one 16-byte access moves.</summary>
/// <param name="x">The first value.</param>
/// <param name="y">The second value.</param>
/// <param name="z">The third value.</param>
/// <param name="w">The fourth value.</param>
public struct Float4(float x, float y, float z, float w)
{
    /// <summary>The first value.</summary>
    public float X = x;

    /// <summary>The second value.</summary>
    public float Y = y;

    /// <summary>The third value.</summary>
    public float Z = z;

    /// <summary>The fourth value.</summary>
    public float W = w;

    /// <summary>Reads four values.</summary>
    /// <param name="view">Where from.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    public static Float4 Load(ArrayView<float> view, int at) => view.Cast<Float4>()[at >> 2];

    /// <summary>Reads four values, or gives zeros.</summary>
    /// <param name="isThere">Whether they are there to be read.</param>
    /// <param name="view">Where from.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    public static Float4 LoadIf(bool isThere, ArrayView<float> view, int at) => isThere ? Load(view, at) : new Float4(0f, 0f, 0f, 0f);

    /// <summary>Reads up to four values one by one; the others are zero.</summary>
    /// <param name="isThere">Whether there are any.</param>
    /// <param name="view">Where from.</param>
    /// <param name="at">The first one's index.</param>
    /// <param name="count">How many there are.</param>
    public static Float4 LoadSome(bool isThere, ArrayView<float> view, int at, int count) => new(
        isThere && count > 0 ? view[at] : 0f,
        isThere && count > 1 ? view[at + 1] : 0f,
        isThere && count > 2 ? view[at + 2] : 0f,
        isThere && count > 3 ? view[at + 3] : 0f);

    /// <summary>Reads four values of a row that begins anew every so many, or gives zeros.</summary>
    /// <param name="isThere">Whether they are there to be read.</param>
    /// <param name="view">The row.</param>
    /// <param name="at">The first one's index, as if the row went on.</param>
    /// <param name="period">The row's length.</param>
    public static Float4 LoadRepeated(bool isThere, ArrayView<float> view, int at, int period) => isThere
        ? new Float4(view[at % period], view[(at + 1) % period], view[(at + 2) % period], view[(at + 3) % period])
        : new Float4(0f, 0f, 0f, 0f);

    /// <summary>Adds values, place by place.</summary>
    /// <param name="a">Four values.</param>
    /// <param name="b">Four values.</param>
    public static Float4 Add(Float4 a, Float4 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z, a.W + b.W);

    /// <summary>Adds a multiple of values, place by place.</summary>
    /// <param name="sum">What is added to.</param>
    /// <param name="factor">The multiple.</param>
    /// <param name="values">Four values.</param>
    public static Float4 AddProduct(Float4 sum, float factor, Float4 values) => new(
        sum.X + factor * values.X, sum.Y + factor * values.Y, sum.Z + factor * values.Z, sum.W + factor * values.W);

    /// <summary>Adds products of values, place by place.</summary>
    /// <param name="sum">What is added to.</param>
    /// <param name="factors">Four values.</param>
    /// <param name="values">Four values.</param>
    public static Float4 AddProduct(Float4 sum, Float4 factors, Float4 values) => new(
        sum.X + factors.X * values.X, sum.Y + factors.Y * values.Y, sum.Z + factors.Z * values.Z, sum.W + factors.W * values.W);

    /// <summary>Multiplies values by a number.</summary>
    /// <param name="values">Four values.</param>
    /// <param name="factor">The number.</param>
    public static Float4 Scale(Float4 values, float factor) => new(values.X * factor, values.Y * factor, values.Z * factor, values.W * factor);

    /// <summary>The sum of the products of values.</summary>
    /// <param name="a">Four values.</param>
    /// <param name="b">Four values.</param>
    public static float Dot(Float4 a, Float4 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z + a.W * b.W;

    /// <summary>Replaces negative values by zero.</summary>
    /// <param name="values">Four values.</param>
    public static Float4 ReLU(Float4 values) => new(
        Math.Max(values.X, 0f), Math.Max(values.Y, 0f), Math.Max(values.Z, 0f), Math.Max(values.W, 0f));

    /// <summary>Writes the four values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="view">Where to.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    public static void Store(Float4 values, ArrayView<float> view, int at)
    {
        var quads = view.Cast<Float4>();
        quads[at >> 2] = values;
    }

    /// <summary>Writes up to four values one by one.</summary>
    /// <param name="values">The values.</param>
    /// <param name="view">Where to.</param>
    /// <param name="at">The first one's index.</param>
    /// <param name="count">How many there are to write.</param>
    public static void StoreSome(Float4 values, ArrayView<float> view, int at, int count)
    {
        if (count > 0)
            view[at] = values.X;
        if (count > 1)
            view[at + 1] = values.Y;
        if (count > 2)
            view[at + 2] = values.Z;
        if (count > 3)
            view[at + 3] = values.W;
    }

    /// <summary>Writes the four values into four rows, one below the other.</summary>
    /// <param name="values">The values.</param>
    /// <param name="view">Where to.</param>
    /// <param name="at">The first one's index.</param>
    /// <param name="stride">The length of a row.</param>
    public static void StoreDown(Float4 values, ArrayView<float> view, int at, int stride)
    {
        view[at] = values.X;
        view[at + stride] = values.Y;
        view[at + 2 * stride] = values.Z;
        view[at + 3 * stride] = values.W;
    }

    /// <summary>Writes the sums of four values and those at the same place of a tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="added">The tensor; it may be the result.</param>
    /// <param name="view">The result.</param>
    /// <param name="at">The first one's index, a multiple of four.</param>
    /// <param name="relu">Whether negative sums become zero.</param>
    public static void StoreSum(Float4 values, ArrayView<float> added, ArrayView<float> view, int at, bool relu)
    {
        var sum = Add(values, Load(added, at));
        Store(relu ? ReLU(sum) : sum, view, at);
    }

    /// <summary>As <see cref="StoreSum"/> for up to four values, one by one.</summary>
    /// <param name="values">The values.</param>
    /// <param name="added">The tensor; it may be the result.</param>
    /// <param name="view">The result.</param>
    /// <param name="at">The first one's index.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="relu">Whether negative sums become zero.</param>
    public static void StoreSomeSum(Float4 values, ArrayView<float> added, ArrayView<float> view, int at, int count, bool relu)
    {
        var sum = Add(values, LoadSome(true, added, at, count));
        StoreSome(relu ? ReLU(sum) : sum, view, at, count);
    }
}
