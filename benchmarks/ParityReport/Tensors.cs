using ShapeNet.Runtime;

namespace ParityReport;

/// <summary>Compares tensors of one name in two files.</summary>
internal static class Tensors
{
    /// <summary>‖a − b‖ / ‖b‖ in double precision; 0 where both are all zero.</summary>
    public static double RelativeError(WeightFile file, WeightFile reference, string name)
    {
        var (a, b) = (Read(file, name), Read(reference, name));
        if (a.Length != b.Length)
            throw new InvalidDataException($"{file.Path}: '{name}' has {a.Length} values, {b.Length} in {reference.Path}");

        double difference = 0, norm = 0;
        for (var i = 0; i < a.Length; i++)
        {
            difference += ((double)a[i] - b[i]) * ((double)a[i] - b[i]);
            norm += (double)b[i] * b[i];
        }

        return difference == 0 ? 0 : Math.Sqrt(difference / norm);
    }

    private static float[] Read(WeightFile file, string name)
    {
        if (!file.Tensors.TryGetValue(name, out var tensor))
            throw new InvalidDataException($"{file.Path}: there is no tensor '{name}'");
        var values = new float[tensor.Elements];
        file.Read(name, values);
        return values;
    }
}
