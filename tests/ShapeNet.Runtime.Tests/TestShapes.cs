namespace ShapeNet.Runtime.Tests;

// What the generator emits for the shapes of the test networks.

internal readonly struct S3x5x7 : IShape
{
    public static ReadOnlySpan<int> Dimensions => [3, 5, 7];

    public static int Elements => 3 * 5 * 7;

    public static string Text => "3×5×7";
}

internal readonly struct S4x5x7 : IShape
{
    public static ReadOnlySpan<int> Dimensions => [4, 5, 7];

    public static int Elements => 4 * 5 * 7;

    public static string Text => "4×5×7";
}

internal readonly struct S5x7 : IShape
{
    public static ReadOnlySpan<int> Dimensions => [5, 7];

    public static int Elements => 5 * 7;

    public static string Text => "5×7";
}

internal readonly struct S10 : IShape
{
    public static ReadOnlySpan<int> Dimensions => [10];

    public static int Elements => 10;

    public static string Text => "10";
}
