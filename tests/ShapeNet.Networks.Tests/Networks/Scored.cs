namespace ShapeNet.Networks.Tests.Networks;

/// <summary>More positions than one group takes, and none of the sizes a power of two. With quarters as weights and colours it computes without rounding.</summary>
[Network, Input(2, 29, 37)]
public partial record WidePixels([Conv2d(5)] Conv2d Head);

/// <summary>More classes than a group counts in shared memory.</summary>
[Network, Input(2, 3, 5)]
public partial record ManyClasses([Conv2d(70)] Conv2d Head);
