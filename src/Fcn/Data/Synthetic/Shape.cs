using System.Numerics;

namespace Fcn.Data.Synthetic;

/// <summary>A region of an object's own plane: x to the right, y down, about −1 to 1 each way.</summary>
internal abstract record Shape
{
    public abstract bool Contains(Vector2 point);
}

/// <summary>An ellipse, turned by an angle.</summary>
internal sealed record Ellipse(Vector2 Center, Vector2 Radii, float Angle = 0) : Shape
{
    private readonly Vector2 axis = new(MathF.Cos(Angle), MathF.Sin(Angle));

    public override bool Contains(Vector2 point)
    {
        var offset = point - Center;
        var along = Vector2.Dot(offset, axis) / Radii.X;
        var across = ((offset.Y * axis.X) - (offset.X * axis.Y)) / Radii.Y;
        return (along * along) + (across * across) <= 1;
    }
}

/// <summary>A rectangle with rounded corners.</summary>
internal sealed record Box(Vector2 Center, Vector2 HalfSize, float Corner = 0) : Shape
{
    public override bool Contains(Vector2 point)
    {
        var beyond = Vector2.Max(Vector2.Abs(point - Center) - HalfSize + new Vector2(Corner), Vector2.Zero);
        return beyond.LengthSquared() <= Corner * Corner;
    }
}

/// <summary>A polygon whose corners follow one another.</summary>
internal sealed record Polygon(params Vector2[] Corners) : Shape
{
    public override bool Contains(Vector2 point)
    {
        var inside = false;
        var previous = Corners[^1];
        foreach (var corner in Corners)
        {
            if ((corner.Y > point.Y) != (previous.Y > point.Y)
                && point.X < (((previous.X - corner.X) * (point.Y - corner.Y)) / (previous.Y - corner.Y)) + corner.X)
                inside = !inside;
            previous = corner;
        }

        return inside;
    }
}
