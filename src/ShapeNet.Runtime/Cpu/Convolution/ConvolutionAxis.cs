namespace ShapeNet.Runtime.Cpu;

/// <summary>
/// One axis of a convolution pass: output position i takes tap t from input position
/// i · <see cref="Stride"/> + t · <see cref="Dilation"/> + <see cref="Offset"/> where that lies in 0 … <see cref="InputSize"/> − 1.
/// </summary>
internal readonly struct ConvolutionAxis
{
    public int InputSize { get; init; }

    /// <summary>Output positions of this pass.</summary>
    public int Count { get; init; }

    public int Taps { get; init; }

    public int Stride { get; init; }

    public int Dilation { get; init; }

    public int Offset { get; init; }

    /// <summary>The pass's output position i is the tensor's position <see cref="First"/> + i · <see cref="Step"/>.</summary>
    public int First { get; init; }

    public int Step { get; init; }

    /// <summary>Tap t is the kernel's tap <see cref="FirstTap"/> + t · <see cref="TapStep"/>.</summary>
    public int FirstTap { get; init; }

    public int TapStep { get; init; }

    /// <summary>Taps of this axis whose packed weights lie before this pass's.</summary>
    public int TapsBefore { get; init; }

    /// <summary>The axis of a forward convolution.</summary>
    public static ConvolutionAxis Forward(int inSize, int outSize, int kernel, int stride, int padding, int dilation) =>
        new()
        {
            InputSize = inSize,
            Count = outSize,
            Taps = kernel,
            Stride = stride,
            Dilation = dilation,
            Offset = -padding,
            Step = 1,
            TapStep = 1,
        };

    /// <summary>
    /// The axis of a data gradient, for the input positions y with (y + padding) mod stride = phase. Only the taps k with
    /// k · dilation ≡ phase (mod stride) reach them, and among themselves these form a convolution of stride 1.
    /// </summary>
    public static ConvolutionAxis Adjoint(int inSize, int outSize, int kernel, int stride, int padding, int dilation, int phase)
    {
        var tapStep = stride / GreatestCommonDivisor(stride, dilation);
        var firstTap = FirstTapOf(stride, dilation, phase, tapStep);
        var taps = firstTap < kernel ? ((kernel - 1 - firstTap) / tapStep) + 1 : 0;
        var first = Modulo(phase - padding, stride);
        var lastTap = firstTap + ((taps - 1) * tapStep);
        return new()
        {
            InputSize = outSize,
            Count = first < inSize ? ((inSize - 1 - first) / stride) + 1 : 0,
            Taps = taps,
            Stride = 1,
            Dilation = dilation * tapStep / stride,
            Offset = taps == 0 ? 0 : (first + padding - (lastTap * dilation)) / stride,
            First = first,
            Step = stride,
            FirstTap = lastTap,
            TapStep = -tapStep,
            TapsBefore = taps == 0 ? 0 : (kernel / tapStep * firstTap) + Math.Min(kernel % tapStep, firstTap),
        };
    }

    /// <summary>
    /// The axis of a data gradient for runs of <paramref name="stride"/> input positions at once, where every phase has as many
    /// taps: position i stands for the input positions <see cref="First"/> + i · stride and the stride − 1 that follow it; the first
    /// and the last run may reach beyond the tensor. The tap is that of the run's first position.
    /// </summary>
    public static ConvolutionAxis AdjointRuns(int inSize, int outSize, int kernel, int stride, int padding)
    {
        var firstRun = padding / stride;
        var taps = kernel / stride;
        return new()
        {
            InputSize = outSize,
            Count = ((inSize - 1 + padding) / stride) - firstRun + 1,
            Taps = taps,
            Stride = 1,
            Dilation = 1,
            Offset = firstRun - (taps - 1),
            First = (firstRun * stride) - padding,
            Step = stride,
            FirstTap = (taps - 1) * stride,
            TapStep = -stride,
        };
    }

    /// <summary>The input position of tap 0.</summary>
    public int InputOf(int position) => (position * Stride) + Offset;

    /// <summary>The taps <paramref name="first"/> … <paramref name="last"/> − 1 that lie inside the input.</summary>
    public void ValidTaps(int position, out int first, out int last)
    {
        var start = InputOf(position);
        first = start >= 0 ? 0 : (-start + Dilation - 1) / Dilation;
        last = start >= InputSize ? 0 : Math.Min(Taps, ((InputSize - 1 - start) / Dilation) + 1);
        if (last < first)
            last = first;
    }

    /// <summary>The positions <paramref name="first"/> … <paramref name="last"/> − 1 that find a tap inside the input.</summary>
    public void ValidPositions(int tap, out int first, out int last)
    {
        var start = (tap * Dilation) + Offset;
        first = start >= 0 ? 0 : (-start + Stride - 1) / Stride;
        last = start >= InputSize ? 0 : Math.Min(Count, ((InputSize - 1 - start) / Stride) + 1);
        if (last < first)
            last = first;
    }

    /// <summary>The smallest tap k with k · dilation ≡ phase (mod stride), or int.MaxValue.</summary>
    private static int FirstTapOf(int stride, int dilation, int phase, int tapStep)
    {
        var reached = 0;
        for (var tap = 0; tap < tapStep; tap++)
        {
            if (reached == phase)
                return tap;
            reached = (reached + dilation) % stride;
        }

        return int.MaxValue;
    }

    private static int Modulo(int value, int modulus) => ((value % modulus) + modulus) % modulus;

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
