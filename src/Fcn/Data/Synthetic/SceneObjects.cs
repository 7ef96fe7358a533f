using System.Numerics;
using ShapeNet.Runtime;
using static Fcn.Data.Synthetic.Materials;

namespace Fcn.Data.Synthetic;

/// <summary>How the objects of the synthetic set are built. No two of them look alike in every particular.</summary>
internal static class SceneObjects
{
    private const byte Boat = 4;
    private const byte Bus = 6;
    private const byte PottedPlant = 16;
    private const byte Sheep = 17;
    private const byte TvMonitor = 20;

    /// <summary>The VOC classes that are drawn.</summary>
    public static ReadOnlySpan<byte> Classes => [Boat, Bus, PottedPlant, Sheep, TvMonitor];

    /// <summary>Builds an object of a class.</summary>
    public static SceneObject Create(byte objectClass, RandomStream random)
    {
        var noise = new ValueNoise(random.NextUInt32());
        var parts = objectClass switch
        {
            Boat => BoatParts(random, noise),
            Bus => BusParts(random, noise),
            PottedPlant => PlantParts(random, noise),
            Sheep => SheepParts(random, noise),
            TvMonitor => MonitorParts(random, noise),
            _ => throw new ArgumentOutOfRangeException(nameof(objectClass), objectClass, "no such object is drawn"),
        };
        return new SceneObject(objectClass, parts);
    }

    private static List<Part> BoatParts(RandomStream random, ValueNoise noise)
    {
        var red = Vary(Rgb(0xC8102E), random);
        var cream = Rgb(0xF4EAD0);
        var cloth = Stripes(red, cream, Vector2.UnitY, random.NextSingle(0.16f, 0.22f), 0.5f, noise);
        var wood = Plain(Rgb(0x4A2E1B), noise);
        var lean = random.NextSingle(-0.08f, 0.08f);
        return
        [
            new(new Polygon(new(lean, -1.15f), new(0.9f, 0.3f), new(lean, 0.3f)), cloth),
            new(new Polygon(new(lean, -0.95f), new(lean, 0.3f), new(-0.65f, 0.3f)), cloth),
            new(new Box(new(lean, -0.4f), new(0.03f, 0.8f)), wood),
            new(new Polygon(new(-1.05f, 0.3f), new(1.15f, 0.3f), new(0.75f, 0.95f), new(-0.7f, 0.95f)), Plain(red, noise)),
            new(new Polygon(new(-1.05f, 0.3f), new(1.15f, 0.3f), new(1.06f, 0.44f), new(-0.97f, 0.44f)), Plain(cream, noise)),
            new(new Polygon(new(-0.84f, 0.77f), new(0.88f, 0.77f), new(0.75f, 0.95f), new(-0.7f, 0.95f)), Plain(red * 0.6f, noise)),
        ];
    }

    private static List<Part> BusParts(RandomStream random, ValueNoise noise)
    {
        var yellow = Vary(Rgb(0xF7B500), random);
        var glass = Stripes(Rgb(0x27405E), Rgb(0x4D7196), Vector2.Normalize(new(1, 0.6f)), 0.3f, 0.6f, noise);
        var tyre = Plain(Rgb(0x1A1A1C), noise);
        var hub = Plain(Rgb(0xB8BCC2), noise);
        var top = random.NextSingle(-0.75f, -0.6f);
        List<Part> parts =
        [
            new(new Box(new(0, (top + 0.6f) / 2), new(1.2f, (0.6f - top) / 2), 0.12f), Plain(yellow, noise)),
            new(new Box(new(0, 0.22f), new(1.2f, 0.08f)), Checker(Rgb(0x202020), yellow, 0.08f)),
            new(new Box(new(0, 0.55f), new(1.2f, 0.05f)), Plain(yellow * 0.55f, noise)),
            new(new Box(new(1.14f, 0.4f), new(0.06f, 0.06f), 0.05f), Plain(Rgb(0xFFF6C8), noise)),
        ];
        var windows = 4 + random.NextInt32(2);
        for (var i = 0; i < windows; i++)
        {
            var x = -1.05f + ((i + 0.5f) * 2.1f / windows);
            parts.Add(new(new Box(new(x, top + 0.36f), new(0.86f / windows, 0.2f), 0.05f), glass));
        }

        foreach (var x in (ReadOnlySpan<float>)[-0.68f, 0.7f])
        {
            parts.Add(new(new Ellipse(new(x, 0.6f), new(0.23f, 0.23f)), tyre));
            parts.Add(new(new Ellipse(new(x, 0.6f), new(0.1f, 0.1f)), hub));
        }

        return parts;
    }

    private static List<Part> PlantParts(RandomStream random, ValueNoise noise)
    {
        var green = Vary(Rgb(0x1F8A35), random);
        var clay = Vary(Rgb(0xB5562B), random);
        List<Part> parts = [];
        var leaves = 9 + random.NextInt32(4);
        for (var i = 0; i < leaves; i++)
        {
            // From the outer leaves to the inner ones, left and right in turn.
            var spread = (i % 2 == 0 ? 1 : -1) * (1 - (i / (float)leaves)) * 1.3f;
            var (sine, cosine) = MathF.SinCos(spread + random.NextSingle(-0.12f, 0.12f));
            var direction = new Vector2(sine, -cosine);
            var length = random.NextSingle(0.42f, 0.56f);
            var root = new Vector2(0.1f * sine, 0.2f);
            var leaf = new Ellipse(root + (direction * length), new(length * 1.08f, random.NextSingle(0.13f, 0.18f)), MathF.Atan2(direction.Y, direction.X));
            parts.Add(new(leaf, Leaf(green * random.NextSingle(0.8f, 1.2f), root, direction, noise)));
        }

        var bands = Stripes(clay, clay * 0.72f, Vector2.UnitY, 0.16f, 0.7f, noise);
        parts.Add(new(new Polygon(new(-0.5f, 0.2f), new(0.5f, 0.2f), new(0.36f, 1), new(-0.36f, 1)), bands));
        parts.Add(new(new Box(new(0, 0.2f), new(0.58f, 0.11f), 0.03f), Plain(clay * 1.12f, noise)));
        return parts;
    }

    private static List<Part> SheepParts(RandomStream random, ValueNoise noise)
    {
        var dark = Plain(Vary(Rgb(0x3A302B), random), noise);
        var wool = Wool(Rgb(0xFBF8F0), Rgb(0xA9A296), noise);
        List<Part> parts = [];
        foreach (var x in (ReadOnlySpan<float>)[-0.55f, -0.3f, 0.25f, 0.5f])
            parts.Add(new(new Box(new(x, 0.68f), new(0.075f, 0.32f), 0.05f), dark));
        parts.Add(new(new Ellipse(new(-0.05f, 0.05f), new(0.78f, 0.5f)), wool));
        var tufts = 10 + random.NextInt32(3);
        for (var i = 0; i < tufts; i++)
        {
            var (sine, cosine) = MathF.SinCos(i * MathF.Tau / tufts);
            var radius = random.NextSingle(0.2f, 0.27f);
            parts.Add(new(new Ellipse(new(-0.05f + (0.74f * cosine), 0.05f + (0.46f * sine)), new(radius, radius)), wool));
        }

        var head = new Vector2(0.88f, random.NextSingle(-0.42f, -0.2f));
        parts.Add(new(new Ellipse(head + new Vector2(-0.16f, -0.1f), new(0.2f, 0.08f), -0.5f), dark));
        parts.Add(new(new Ellipse(head, new(0.21f, 0.33f), -0.35f), dark));
        parts.Add(new(new Ellipse(head + new Vector2(-0.1f, -0.24f), new(0.2f, 0.15f)), wool));
        parts.Add(new(new Ellipse(head + new Vector2(0.05f, -0.06f), new(0.035f, 0.035f)), Plain(Rgb(0xF5F2E8), noise)));
        return parts;
    }

    private static List<Part> MonitorParts(RandomStream random, ValueNoise noise)
    {
        var cyan = Vary(Rgb(0x35D0F2), random);
        var blue = Vary(Rgb(0x1440C8), random);
        var frame = Plain(Rgb(0x23242B), noise, 0.06f);
        var height = random.NextSingle(0.6f, 0.72f);
        return
        [
            new(new Box(new(0, 0.72f), new(0.12f, 0.25f)), frame),
            new(new Box(new(0, 0.93f), new(0.5f, 0.07f), 0.05f), frame),
            new(new Box(new(0, -0.12f), new(1.15f, height + 0.1f), 0.06f), frame),
            new(new Box(new(0, -0.12f), new(1.06f, height), 0.02f), Screen(cyan, blue, random.NextSingle(9f, 12f))),
        ];
    }

    private static Vector3 Vary(Vector3 color, RandomStream random)
        => Vector3.Clamp(
            color * random.NextSingle(0.9f, 1.1f) + new Vector3(random.NextSingle(-0.04f, 0.04f), random.NextSingle(-0.04f, 0.04f), random.NextSingle(-0.04f, 0.04f)),
            Vector3.Zero,
            Vector3.One);
}
