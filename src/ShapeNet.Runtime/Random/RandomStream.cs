namespace ShapeNet.Runtime;

/// <summary>
/// Random numbers that depend on a seed, a name and a position, and on nothing else: two streams of one seed have
/// nothing to do with each other, and a stream goes on from any <see cref="Position"/> that was written down.
/// </summary>
public sealed unsafe class RandomStream
{
    private readonly ulong seed;
    private readonly ulong stream;

    // The four words that Position lies in, once blockIndex is not −1.
    private readonly uint[] block = new uint[4];
    private long blockIndex = -1;

    /// <summary>A stream at its start.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="name">The stream's name, such as a parameter's.</param>
    public RandomStream(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        this.seed = seed;
        stream = Hash(name);
    }

    /// <summary>How many 32-bit numbers have been drawn.</summary>
    public long Position { get; set; }

    /// <summary>32 random bits.</summary>
    public uint NextUInt32()
    {
        var index = Position / block.Length;
        if (index != blockIndex)
        {
            fixed (uint* words = block)
                Philox.Next((uint)seed, (uint)(seed >> 32), (uint)index, (uint)(index >> 32), (uint)stream, (uint)(stream >> 32), words);
            blockIndex = index;
        }

        return block[Position++ % block.Length];
    }

    /// <summary>A number in [0, 1), a multiple of 2⁻³².</summary>
    public double NextDouble() => NextUInt32() * (1.0 / (1L << 32));

    /// <summary>A whole number from 0 to <paramref name="bound"/> − 1, each as probable as the others to one part in 2³²/bound.</summary>
    /// <param name="bound">At least 1.</param>
    public int NextInt32(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)(((ulong)NextUInt32() * (uint)bound) >> 32);
    }

    /// <summary>A number from the normal distribution of mean 0 and deviation 1 (Box and Muller 1958).</summary>
    public double NextNormal()
    {
        // 1 − u lies in (0, 1], where the logarithm is finite.
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts values into a random order (Fisher and Yates).</summary>
    /// <typeparam name="T">The values' type.</typeparam>
    /// <param name="values">The values.</param>
    public void Shuffle<T>(Span<T> values)
    {
        for (var last = values.Length - 1; last > 0; last--)
        {
            var other = NextInt32(last + 1);
            (values[last], values[other]) = (values[other], values[last]);
        }
    }

    /// <summary>FNV-1a over the name's UTF-16 units: names give the same streams on every machine.</summary>
    private static ulong Hash(string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var unit in name)
            hash = ((((hash ^ (byte)unit) * 0x100000001B3) ^ (byte)(unit >> 8)) * 0x100000001B3);
        return hash;
    }
}
