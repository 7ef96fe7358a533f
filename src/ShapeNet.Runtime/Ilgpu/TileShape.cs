using ILGPU;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>
/// How tiles of 64 × 64, 64 × 128, 128 × 64, 128 × 128 and 128 × 32 lie in shared memory and among 256 threads. The shape is
/// known when a kernel is compiled, and so is everything here but a thread's place.
/// </summary>
internal static class TileShape
{
    /// <summary>Steps along the inner dimension between gaps; as many are written out in loops.</summary>
    public const int Steps = 4;

    /// <summary>Quads from the upper or left half of a tile of 128 to the other.</summary>
    public const int Half = 16;

    /// <summary>Whether a thread has blocks in the lower half.</summary>
    public static bool HasLower(int rows, int columns) => rows == 128 && columns != 32;

    /// <summary>Whether a thread has blocks in the right half.</summary>
    public static bool HasRight(int columns) => columns == 128;

    /// <summary>Steps of a slice: the more there are, the more values of the next slice a thread holds beside its sums.</summary>
    public static int SliceLength(int rows, int columns) => columns == 32 ? 32 : rows == 128 && columns == 128 ? 8 : 16;

    /// <summary>
    /// Quads from one step's rows or columns to the next one's. The one on top keeps threads that write a slice step by step
    /// in different banks of the shared memory.
    /// </summary>
    public static int Stride(int extent) => extent / 4 + 1;

    /// <summary>Quads between four steps and the next four: threads that write four steps each would meet in a bank every eight steps.</summary>
    public static int Gap(int rows, int columns) => SliceLength(rows, columns) switch { 8 => 0, 16 => 2, _ => 1 };

    /// <summary>The thread's place along the rows: a warp has four of them, and threads 2n and 2n + 1 the same.</summary>
    public static int Row(int columns) => (Group.IdxX >> 1 & 1) | (Group.IdxX >> 3 & 2) | (columns == 32 ? Group.IdxX >> 3 & 28 : Group.IdxX >> 4 & 12);

    /// <summary>The thread's place along the columns: a warp has eight of them, and threads n and n + 2 the same.</summary>
    public static int Column(int columns) => (Group.IdxX & 1) | (Group.IdxX >> 1 & 6) | (columns == 32 ? 0 : Group.IdxX >> 2 & 8);
}
