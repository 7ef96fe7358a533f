using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>Whatever a declaration is: the C# compiler has nothing to say of the code that is generated for it.</summary>
public sealed class GeneratedCodeTests
{
    [Theory]
    [InlineData("[Network, Input(8)] public partial record N(Dropout D);")]
    [InlineData("[Network, Input(5, 1, 1)] public partial record N(Flatten R);")]
    [InlineData("[Network, Input(3, 8, 8)] public partial record net([Conv2d(3)] Conv2d A);")]
    [InlineData("[Network, Input(3, 8, 8)] public partial record @record([Conv2d(3)] Conv2d A);")]
    [InlineData("public record Base(ReLU A) { public int Definition => 1; public virtual int CreateTrainer => 2; } [Network, Input(3, 8, 8)] public partial record N([Conv2d(3)] Conv2d B, ReLU A) : Base(A);")]
    [InlineData("[Network, Input(3, 8, 8)] public partial record N([Conv2d(3)] Conv2d A, ReLU? X);")]
    [InlineData("[Block] record B([Conv2d(3)] Conv2d C); [Network, Input(3, 8, 8)] public partial record N(B X);")]
    [InlineData("[Block] file record B([Conv2d(3)] Conv2d C); [Network, Input(3, 8, 8)] partial record N(B X);")]
    public void It_has_no_errors_and_no_warnings(string declaration)
    {
        var run = GeneratorRun.Of($"using ShapeNet; namespace X; {declaration}");

        Assert.NotEmpty(run.Result.GeneratedSources);
        Assert.All(run.Complaints, complaint => Assert.Equal("Network.cs", complaint.Location.SourceTree?.FilePath));
    }

    [Theory]
    [InlineData("Definition")]
    [InlineData("CreateTrainer")]
    [InlineData("CreatePredictor")]
    [InlineData("TrainingOnCpu")]
    [InlineData("InferenceOnCpu")]
    [InlineData("Kernels")]
    [InlineData("LayerReports")]
    [InlineData("TrainingReport")]
    [InlineData("TrainingReportOnIlgpu")]
    [InlineData("InferenceReport")]
    [InlineData("InferenceReportOnIlgpu")]
    public void A_network_does_not_have_the_name_of_a_member(string name)
    {
        var run = GeneratorRun.Of($"using ShapeNet; [Network, Input(3, 8, 8)] public partial record {name}([Conv2d(3)] Conv2d A);");

        Assert.Equal("SN0220", Assert.Single(run.Complaints).Id);
    }

    [Theory]
    [InlineData("Input(1, 1, 999999998)", "[Conv2d(1, Kernel = 3, Padding = 1)] Conv2d A")]
    [InlineData("Input(1, 1, 1000000000)", "[Conv2d(1)] Conv2d A")]
    [InlineData("Input(1, 999999998, 1)", "[Conv2d(1, Kernel = 3, Padding = 1)] Conv2d A")]
    [InlineData("Input(1000000000, 1, 1)", "[Conv2d(1)] Conv2d A")]
    [InlineData("Input(1, 1, 999999998)", "[MaxPool2d(3, Stride = 1, Padding = 1)] MaxPool2d A, ReLU B, BatchNorm2d C")]
    [InlineData("Input(1, 1, 999999998)", "[AvgPool2d(3, Stride = 1, Padding = 1)] AvgPool2d A, ReLU B, GlobalAvgPool2d C")]
    [InlineData("Input(1000000000)", "[Linear(1)] Linear A")]
    [InlineData("Input(1)", "[Linear(1000000000)] Linear A")]
    [InlineData("Input(1000000000)", "ReLU A, Dropout B")]
    [InlineData("Input(1, 8, 8)", "[Conv2d(1, Kernel = 2, Stride = 30000, Padding = 30000)] Conv2d A")]
    [InlineData("Input(1, 1, 1)", "[Conv2d(1, Kernel = 30000, Padding = 15000)] Conv2d A")]
    [InlineData("Input(1, 8, 8)", "[Conv2d(1, Kernel = 3, Dilation = 30000, Padding = 30000)] Conv2d A")]
    [InlineData("Input(1, 1, 1)", "[ConvTranspose2d(1, Kernel = 30000)] ConvTranspose2d A")]
    [InlineData("Input(1, 2, 2)", "[ConvTranspose2d(1, Kernel = 3, Stride = 30000)] ConvTranspose2d A")]
    [InlineData("Input(1, 2, 2)", "[ConvTranspose2d(1, Kernel = 3, Dilation = 15000)] ConvTranspose2d A")]
    [InlineData("Input(1, 1, 1)", "[MaxPool2d(30000, Padding = 15000)] MaxPool2d A")]
    [InlineData("Input(1, 1, 1)", "[AvgPool2d(30000, Padding = 15000)] AvgPool2d A")]
    public void It_compiles_for_the_largest_sizes(string input, string layers) => GeneratorRun.Of($$"""
        using ShapeNet;

        [Network, {{input}}]
        public partial record Net({{layers}});
        """).MustSucceed("SN0151", "SN0152");
}
