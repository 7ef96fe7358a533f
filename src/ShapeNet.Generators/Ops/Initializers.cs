namespace ShapeNet.Generators.Ops;

/// <summary>The names of the language's initialisers; a test holds them against its enums.</summary>
internal static class Initializers
{
    /// <summary>What a weight can start with.</summary>
    public static IReadOnlyList<string> OfWeight { get; } =
        ["Default", "Zeros", "Ones", "Constant", "KaimingUniform", "KaimingNormal", "XavierUniform", "XavierNormal", "Bilinear"];

    /// <summary>What a bias can start with: the others are made for what connects inputs with outputs.</summary>
    public static IReadOnlyList<string> OfBias { get; } = ["Default", "Zeros", "Ones", "Constant"];

    /// <summary>What the Kaiming initialisers can divide by.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["FanIn", "FanOut"];
}
