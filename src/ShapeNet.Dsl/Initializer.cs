namespace ShapeNet;

/// <summary>How a layer's weight gets its first values. Fans count input or output values times kernel positions.</summary>
public enum Initializer
{
    /// <summary>What PyTorch does when nothing is said: weight and bias uniform in ±1/√fan-in.</summary>
    Default,

    /// <summary>All 0.</summary>
    Zeros,

    /// <summary>All 1.</summary>
    Ones,

    /// <summary>All <see cref="InitAttribute.Value"/>.</summary>
    Constant,

    /// <summary>Uniform in ±√(6/fan) (He et al. 2015, for layers followed by ReLU).</summary>
    KaimingUniform,

    /// <summary>Normal with deviation √(2/fan) (He et al. 2015, for layers followed by ReLU).</summary>
    KaimingNormal,

    /// <summary>Uniform in ±√(6/(fan-in + fan-out)) (Glorot and Bengio 2010).</summary>
    XavierUniform,

    /// <summary>Normal with deviation √(2/(fan-in + fan-out)) (Glorot and Bengio 2010).</summary>
    XavierNormal,

    /// <summary>
    /// Bilinear interpolation from each channel to itself (Long et al. 2015); needs as many input as output channels.
    /// </summary>
    Bilinear,
}

/// <summary>Which fan the Kaiming initialisers divide by.</summary>
public enum FanMode
{
    /// <summary>Input channels times kernel positions: keeps the deviation of activations.</summary>
    FanIn,

    /// <summary>Output channels times kernel positions: keeps the deviation of gradients (torchvision's ResNets).</summary>
    FanOut,
}
