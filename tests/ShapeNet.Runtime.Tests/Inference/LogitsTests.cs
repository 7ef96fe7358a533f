namespace ShapeNet.Runtime.Tests.Inference;

public class LogitsTests
{
    [Theory]
    [InlineData(new[] { 2f }, 0)]
    [InlineData(new[] { -2f, 5f, 4f }, 1)]
    [InlineData(new[] { -2f, 5f, 5f }, 1)]
    [InlineData(new[] { 0f, 0f, 0f }, 0)]
    public void TheLargestLogitIsTheClass(float[] logits, int expected) => Assert.Equal(expected, Logits.ArgMax(logits));

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    public void CrossEntropyIsHowUnlikelyTheLabelIs(int label)
    {
        var logits = new float[21];
        logits[2] = 3;

        Assert.Equal(Math.Log(20 + Math.Exp(3)) - logits[label], Logits.CrossEntropy(logits, label), 1e-6);
    }

    [Fact]
    public void LargeLogitsAreNoInfinity()
    {
        Assert.Equal(0, Logits.CrossEntropy([0, 1000], 1));
        Assert.Equal(1000, Logits.CrossEntropy([0, 1000], 0));
    }
}
