using ShapeNet;

namespace Fcn.Networks;

/// <summary>
/// The D2L chapter's demonstration of a transposed convolution: with bilinear weights it enlarges an image to twice its
/// size, each colour by itself.
/// </summary>
[Network, Input(3, 64, 64)]
public partial record Doubling(
    [ConvTranspose2d(3, Kernel = 4, Stride = 2, Padding = 1, Bias = false), Init(Initializer.Bilinear), Shape(3, 128, 128)] ConvTranspose2d Enlarge);
