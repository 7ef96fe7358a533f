using ShapeNet;

[Network, Input(3, 32, 32)]
partial record Kernels(
    [Conv2d(8)] Conv2d Conv);
