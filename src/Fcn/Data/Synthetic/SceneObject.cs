using System.Numerics;

namespace Fcn.Data.Synthetic;

/// <summary>The colour of a material at a point of the object's plane, as shares of full intensity.</summary>
internal delegate Vector3 Material(Vector2 point);

/// <summary>A region of one material.</summary>
internal readonly record struct Part(Shape Shape, Material Material);

/// <summary>An object that is drawn: parts, of which later ones cover earlier ones.</summary>
/// <param name="Class">Its VOC class.</param>
/// <param name="Parts">What it is made of.</param>
internal sealed record SceneObject(byte Class, IReadOnlyList<Part> Parts)
{
    /// <summary>The colour at a point, or <see langword="null"/> where the object is not.</summary>
    public Vector3? ColorAt(Vector2 point)
    {
        for (var i = Parts.Count - 1; i >= 0; i--)
        {
            if (Parts[i].Shape.Contains(point))
                return Parts[i].Material(point);
        }

        return null;
    }
}

/// <summary>Where and how large an object stands in the picture.</summary>
/// <param name="Center">The pixel position of its origin.</param>
/// <param name="Scale">The pixels of one unit of its plane.</param>
/// <param name="Angle">How far it leans.</param>
/// <param name="Mirrored">Whether it faces the other way.</param>
internal sealed record Placement(Vector2 Center, float Scale, float Angle, bool Mirrored)
{
    /// <summary>No part reaches farther from the object's origin than this.</summary>
    public const float Reach = 1.35f;

    private readonly Vector2 axis = new Vector2(MathF.Cos(Angle), MathF.Sin(Angle)) / Scale;

    /// <summary>A pixel position in the object's own plane.</summary>
    public Vector2 ToObject(Vector2 pixel)
    {
        var offset = pixel - Center;
        var turned = new Vector2((offset.X * axis.X) + (offset.Y * axis.Y), (offset.Y * axis.X) - (offset.X * axis.Y));
        return Mirrored ? turned with { X = -turned.X } : turned;
    }
}
