using ShapeNet.Runtime;

namespace ShapeNet.Networks.Tests;

/// <summary>How far a tensor is from the recorded one.</summary>
/// <param name="Kind">What it is: logits, grad, after, …</param>
/// <param name="Tensor">Its name in the recording.</param>
/// <param name="Value">‖a − b‖ / ‖b‖, or ‖a‖ where b is zero but for rounding.</param>
/// <param name="Tolerance">How far it may be.</param>
internal sealed record TensorError(string Kind, string Tensor, double Value, double Tolerance)
{
    /// <summary>Whether it is near enough; what is no number is not.</summary>
    public bool IsAllowed => Value <= Tolerance;
}

/// <summary>Trains and runs a network on a device and compares every tensor with what PyTorch makes of it in double precision.</summary>
internal static class RecordedComparison
{
    // ‖a − b‖ / ‖b‖ of each tensor. PyTorch's own single precision comes to 4e-6 in the gradients of networks with batch
    // normalisation, which are small differences of large sums, to 1.1e-6 in their weights after the steps, and to 4e-7 in
    // logits and losses.
    private const double GradientTolerance = 1e-5;
    private const double Tolerance = 2e-6;

    // The gradient of a bias before a batch normalisation is zero but for rounding, in PyTorch up to a norm of 2e-7.
    private const double ZeroTolerance = 2e-6;

    /// <summary>The errors of all tensors of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="device">Where.</param>
    public static IReadOnlyList<TensorError> Of(string network, Device device)
    {
        using var recording = new Recording(network);
        var recorded = RecordedNetwork.All[network];
        var values = recorded.Run(device, capacity: 3);
        var computed = recording.Names("").Where(name => name.Split('/')[0] is not ("before" or "images" or "labels"));
        Assert.Equal(computed.Order(StringComparer.Ordinal), values.Keys.Order(StringComparer.Ordinal));
        return [.. values.Select(pair => Compare(pair.Key, recording[pair.Key], pair.Value, recorded.Slack))];
    }

    private static TensorError Compare(string name, float[] expected, float[] actual, double slack)
    {
        Assert.Equal(expected.Length, actual.Length);
        var distance = Math.Sqrt(expected.Zip(actual, (a, b) => Math.Pow(a - (double)b, 2)).Sum());
        var norm = Math.Sqrt(expected.Sum(value => (double)value * value));
        var kind = name.Split('/')[0];
        return norm < 1e-10
            ? new("zero", name, distance, slack * ZeroTolerance)
            : new(kind, name, distance / norm, slack * (kind == "grad" ? GradientTolerance : Tolerance));
    }
}
