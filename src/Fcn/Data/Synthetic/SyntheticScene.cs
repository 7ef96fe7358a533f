using System.Numerics;
using ShapeNet.Runtime;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp;

namespace Fcn.Data.Synthetic;

/// <summary>Draws one image of the synthetic set together with its labels.</summary>
internal sealed class SyntheticScene
{
    /// <summary>How much of an object a later one may cover.</summary>
    private const float MaxCovered = 0.4f;

    /// <summary>How much of an object must be inside the picture.</summary>
    private const float MinVisible = 0.75f;

    private const int PlacementTries = 40;

    /// <summary>Samples across a pixel, from which soft edges come.</summary>
    private const int Samples = 2;

    private readonly int width;
    private readonly int height;
    private readonly Vector3[] colors;

    /// <summary>Which object is at each pixel, counted from 1; 0 for the backdrop.</summary>
    private readonly byte[] owners;
    private readonly List<SceneObject> objects = [];
    private readonly List<int> areas = [];

    private SyntheticScene(int width, int height)
    {
        this.width = width;
        this.height = height;
        colors = new Vector3[width * height];
        owners = new byte[width * height];
    }

    /// <summary>Draws a scene.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="classes">The objects to draw, from back to front; one that finds no room is left out.</param>
    /// <param name="random">What everything else follows from.</param>
    public static SyntheticScene Draw(int width, int height, ReadOnlySpan<byte> classes, RandomStream random)
    {
        var scene = new SyntheticScene(width, height);
        scene.DrawBackdrop(new Backdrop(random, height));
        foreach (var objectClass in classes)
            scene.TryAdd(SceneObjects.Create(objectClass, random), random);
        return scene;
    }

    /// <summary>The picture, with a camera's grain.</summary>
    public Image<Rgb24> ToImage(RandomStream random)
    {
        var image = new Image<Rgb24>(width, height);
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                {
                    var color = colors[(y * width) + x] + new Vector3(random.NextSingle(-0.025f, 0.025f));
                    color = Vector3.Clamp(color, Vector3.Zero, Vector3.One) * 255;
                    row[x] = new Rgb24((byte)(color.X + 0.5f), (byte)(color.Y + 0.5f), (byte)(color.Z + 0.5f));
                }
            }
        });
        return image;
    }

    /// <summary>The labels: each pixel's class, and void on both sides of every object's outline.</summary>
    public byte[] ToLabels()
    {
        var labels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var owner = owners[(y * width) + x];
                labels[(y * width) + x] = IsOutline(x, y, owner) ? VocPalette.Void : owner == 0 ? (byte)0 : objects[owner - 1].Class;
            }
        }

        return labels;
    }

    private bool IsOutline(int x, int y, byte owner)
    {
        for (var nearY = Math.Max(0, y - 1); nearY <= Math.Min(height - 1, y + 1); nearY++)
        {
            for (var nearX = Math.Max(0, x - 1); nearX <= Math.Min(width - 1, x + 1); nearX++)
            {
                if (owners[(nearY * width) + nearX] != owner)
                    return true;
            }
        }

        return false;
    }

    private void DrawBackdrop(Backdrop backdrop)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
                colors[(y * width) + x] = backdrop.ColorAt(x, y);
        }
    }

    private void TryAdd(SceneObject item, RandomStream random)
    {
        for (var attempt = 0; attempt < PlacementTries; attempt++)
        {
            var placement = new Placement(
                new Vector2(random.NextSingle(0.08f, 0.92f) * width, random.NextSingle(0.2f, 0.8f) * height),
                random.NextSingle(62f, 110f),
                random.NextSingle(-0.18f, 0.18f),
                random.NextInt32(2) == 1);
            if (!Fits(item, placement))
                continue;
            Draw(item, placement);
            return;
        }
    }

    private bool Fits(SceneObject item, Placement placement)
    {
        // A sparse grid is enough to estimate areas.
        const int step = 4;
        Span<int> covered = stackalloc int[objects.Count + 1];
        covered.Clear();
        int total = 0, visible = 0;
        var reach = Placement.Reach * placement.Scale;
        for (var y = placement.Center.Y - reach; y < placement.Center.Y + reach; y += step)
        {
            for (var x = placement.Center.X - reach; x < placement.Center.X + reach; x += step)
            {
                if (item.ColorAt(placement.ToObject(new Vector2(x, y))) is null)
                    continue;
                total++;
                if (x < 0 || y < 0 || x >= width || y >= height)
                    continue;
                visible++;
                covered[owners[((int)y * width) + (int)x]]++;
            }
        }

        if (visible < MinVisible * total)
            return false;
        for (var owner = 1; owner < covered.Length; owner++)
        {
            if (covered[owner] * step * step > MaxCovered * areas[owner - 1])
                return false;
        }

        return true;
    }

    private void Draw(SceneObject item, Placement placement)
    {
        objects.Add(item);
        var owner = (byte)objects.Count;
        var area = 0;
        var reach = Placement.Reach * placement.Scale;
        var (left, right) = (Math.Max(0, (int)(placement.Center.X - reach)), Math.Min(width, (int)(placement.Center.X + reach) + 1));
        var (top, bottom) = (Math.Max(0, (int)(placement.Center.Y - reach)), Math.Min(height, (int)(placement.Center.Y + reach) + 1));
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++)
            {
                var sum = Vector3.Zero;
                var hits = 0;
                for (var sample = 0; sample < Samples * Samples; sample++)
                {
                    var offset = new Vector2((sample % Samples) + 0.5f, (sample / Samples) + 0.5f) / Samples;
                    if (item.ColorAt(placement.ToObject(new Vector2(x, y) + offset)) is not { } color)
                        continue;
                    sum += color;
                    hits++;
                }

                if (hits == 0)
                    continue;
                var index = (y * width) + x;
                var share = hits / (float)(Samples * Samples);
                colors[index] = Vector3.Lerp(colors[index], sum / hits, share);
                if (2 * hits <= Samples * Samples)
                    continue;
                owners[index] = owner;
                area++;
            }
        }

        areas.Add(area);
    }
}
