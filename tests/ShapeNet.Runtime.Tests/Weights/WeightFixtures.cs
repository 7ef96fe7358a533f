namespace ShapeNet.Runtime.Tests.Weights;

/// <summary>The files that PyTorch wrote (<c>Fixtures/make-fixtures.py</c>).</summary>
internal static class WeightFixtures
{
    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Weights", "Fixtures", name);

    public static byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public static float[] Read(WeightFile file, string name)
    {
        var values = new float[file.Tensors[name].Elements];
        file.Read(name, values);
        return values;
    }
}
