using ShapeNet;

namespace Fcn.Tests.Commands;

/// <summary>Logits that depend on a pixel's own colour only: whatever windows cover an image, each pixel's logits are known.</summary>
[Network, Input(3, 32, 48)]
public partial record PointwiseNetwork([Conv2d(21), Init(Initializer.XavierUniform)] Conv2d Score);
