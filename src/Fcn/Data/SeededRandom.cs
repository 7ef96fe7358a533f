namespace Fcn.Data;

/// <summary>
/// SplitMix64: random numbers that are a pure function of what the generator was created from, so that data order and
/// crops can be continued from any epoch and step, and are the same on every machine and runtime.
/// </summary>
internal struct SeededRandom
{
    private const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>Keeps a key from cancelling the state it is mixed with.</summary>
    private const ulong KeySalt = 0xD1B54A32D192ED03;

    private ulong state;

    public SeededRandom(ulong seed) => state = seed;

    /// <summary>A generator of its own for each combination of keys.</summary>
    public SeededRandom(ulong seed, params ReadOnlySpan<ulong> keys)
    {
        state = seed;
        foreach (var key in keys)
            state = Mix(state + Increment) ^ Mix(key ^ KeySalt);
    }

    public ulong Next() => Mix(state += Increment);

    /// <summary>A whole number from 0 up to <paramref name="bound"/>, the bound excluded.</summary>
    public int Next(int bound) => (int)(((UInt128)Next() * (uint)bound) >> 64);

    /// <summary>A number in [0, 1).</summary>
    public float NextSingle() => (Next() >> 40) * (1f / (1 << 24));

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float Next(float low, float high) => low + ((high - low) * NextSingle());

    /// <summary>Puts items into random order (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
