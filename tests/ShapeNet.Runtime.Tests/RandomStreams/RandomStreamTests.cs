namespace ShapeNet.Runtime.Tests.RandomStreams;

public class RandomStreamTests
{
    // Random123's known answers for philox4x32 with ten rounds.
    [Theory]
    [InlineData(0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(0xa4093822, 0x299f31d0, 0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public unsafe void PhiloxGivesItsKnownAnswers(
        uint key0, uint key1, uint c0, uint c1, uint c2, uint c3, uint word0, uint word1, uint word2, uint word3)
    {
        var words = stackalloc uint[4];
        Philox.Next(key0, key1, c0, c1, c2, c3, words);

        Assert.Equal((word0, word1, word2, word3), (words[0], words[1], words[2], words[3]));
    }

    [Fact]
    public void StreamsDependOnSeedAndNameOnly()
    {
        var first = Draw(new(7, "conv1.weight"));

        Assert.Equal(first, Draw(new(7, "conv1.weight")));
        Assert.NotEqual(first, Draw(new(8, "conv1.weight")));
        Assert.NotEqual(first, Draw(new(7, "conv2.weight")));
    }

    [Fact]
    public void AStreamGoesOnFromItsPosition()
    {
        var whole = new RandomStream(3, "order");
        var numbers = Draw(whole);
        for (var position = 0; position < numbers.Length; position++)
        {
            var resumed = new RandomStream(3, "order") { Position = position };
            Assert.Equal(numbers[position], resumed.NextUInt32());
        }
    }

    [Fact]
    public void NumbersAreDistributedAsTheySay()
    {
        const int Count = 200_000;
        var random = new RandomStream(1, "distribution");
        var uniforms = Enumerable.Range(0, Count).Select(_ => random.NextDouble()).ToArray();
        var normals = Enumerable.Range(0, Count).Select(_ => random.NextNormal()).ToArray();

        // Five standard errors around mean and variance.
        Assert.All(uniforms, value => Assert.InRange(value, 0, 1 - double.Epsilon));
        Assert.Equal(0.5, uniforms.Average(), 5 * Math.Sqrt(1 / 12.0 / Count));
        Assert.Equal(0, normals.Average(), 5 / Math.Sqrt(Count));
        Assert.Equal(1, normals.Average(value => value * value), 5 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0.682689, normals.Count(value => Math.Abs(value) < 1) / (double)Count, 0.006);
    }

    [Fact]
    public void ShufflesAreOrdersThatTheSeedGives()
    {
        var order = Enumerable.Range(0, 100).ToArray();
        var again = order.ToArray();
        new RandomStream(5, "epoch 1").Shuffle<int>(order);
        new RandomStream(5, "epoch 1").Shuffle<int>(again);

        Assert.Equal(order, again);
        Assert.NotEqual(Enumerable.Range(0, 100), order);
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
    }

    private static uint[] Draw(RandomStream random) => [.. Enumerable.Range(0, 23).Select(_ => random.NextUInt32())];
}
