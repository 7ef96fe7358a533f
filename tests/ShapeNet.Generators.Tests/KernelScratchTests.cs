using System.Reflection;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Ops;
using ShapeNet.Runtime.Cpu;

namespace ShapeNet.Generators.Tests;

/// <summary>
/// The generator plans temporary memory by formulas of its own, because it cannot call the kernels. Here each is held
/// against the kernel's, for every shape that the networks of tests/Networks have.
/// </summary>
public sealed class KernelScratchTests
{
    private static readonly Type[] Shapes =
        [.. typeof(global::Networks.LeNet).Assembly.GetTypes().Where(type => type.DeclaringType?.Name == "Kernels").DistinctBy(type => type.Name)];

    public static TheoryData<string> Formulas => ["ConvolutionForward", "ConvolutionDataGradient", "ConvolutionForwardPacked", "ConvolutionDataGradientPacked", "ConvolutionWeightGradient", "ChannelSum", "BatchNormStatistics", "BatchNormBackwardReduce", "LinearForward", "UpsampleLoss", "SoftmaxCrossEntropy"];

    [Theory]
    [MemberData(nameof(Formulas))]
    public void A_formula_is_the_kernels(string formula)
    {
        var (kernel, method, shapes) = formula switch
        {
            "ConvolutionForward" => (typeof(Conv2dKernel<>), "ForwardScratch", typeof(IConv2dShape)),
            "ConvolutionDataGradient" => (typeof(Conv2dKernel<>), "DataGradientScratch", typeof(IConv2dShape)),
            "ConvolutionForwardPacked" => (typeof(Conv2dKernel<>), "ForwardPackedScratch", typeof(IConv2dShape)),
            "ConvolutionDataGradientPacked" => (typeof(Conv2dKernel<>), "DataGradientPackedScratch", typeof(IConv2dShape)),
            "ConvolutionWeightGradient" => (typeof(Conv2dKernel<>), "WeightGradientScratch", typeof(IConv2dShape)),
            "ChannelSum" => (typeof(ChannelSumKernel<>), "RunScratch", typeof(IChannelShape)),
            "BatchNormStatistics" => (typeof(BatchNorm2dKernel<>), "StatisticsScratch", typeof(IBatchNorm2dShape)),
            "BatchNormBackwardReduce" => (typeof(BatchNorm2dKernel<>), "BackwardReduceScratch", typeof(IBatchNorm2dShape)),
            "LinearForward" => (typeof(LinearKernel<>), "ForwardScratch", typeof(ILinearShape)),
            "UpsampleLoss" => (typeof(UpsampleLossKernel<>), "RunScratch", typeof(IConv2dShape)),
            _ => (typeof(SoftmaxCrossEntropyKernel<>), "RunScratch", typeof(IChannelShape)),
        };
        var found = Shapes.Where(shape => shape.IsAssignableTo(shapes)).ToArray();

        Assert.NotEmpty(found);
        Assert.Equal(
            found.Select(shape => (shape.Name, Size: Runtime(kernel, method, shape))),
            found.Select(shape => (shape.Name, Size: Planned(formula, shape))));
    }

    [Fact]
    public void Kernels_for_which_nothing_is_planned_need_nothing()
    {
        foreach (var shape in Shapes.Where(shape => shape.IsAssignableTo(typeof(ILinearShape))))
        {
            Assert.Equal(default, Runtime(typeof(LinearKernel<>), "DataGradientScratch", shape));
            Assert.Equal(default, Runtime(typeof(LinearKernel<>), "WeightGradientScratch", shape));
        }
    }

    [Fact]
    public void The_loss_is_fused_where_the_kernel_applies()
    {
        var convolutions = Shapes.Where(shape => shape.IsAssignableTo(typeof(IConv2dShape))).ToArray();
        var planned = convolutions.Where(Fuses).ToArray();

        Assert.NotEmpty(planned);
        Assert.Equal(
            convolutions.Where(shape => (bool)typeof(UpsampleLossKernel<>).MakeGenericType(shape).GetMethod("Applies", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!),
            planned);
    }

    private static bool Fuses(Type shape) =>
        KernelScratch.FusesLoss(Image(shape, "In"), Image(shape, "Out"), WindowOf(shape), Member(shape, "Groups"));

    private static int Member(Type shape, string name) => (int)shape.GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private static TensorShape Image(Type shape, string prefix) =>
        TensorShape.Image(Member(shape, prefix + "Channels"), Member(shape, prefix + "Height"), Member(shape, prefix + "Width"));

    private static Window WindowOf(Type shape)
    {
        Ir.Pair Both(string name) => new(Member(shape, name + "Height"), Member(shape, name + "Width"));
        return new Window(Both("Kernel"), Both("Stride"), Both("Padding"), Both("Dilation"));
    }

    private static (long Fixed, long PerImage) Runtime(Type kernel, string method, Type shape)
    {
        var size = (Runtime.Cpu.ScratchSize)kernel.MakeGenericType(shape).GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, null)!;
        return (size.FixedFloats, size.FloatsPerImage);
    }

    private static (long Fixed, long PerImage) Planned(string formula, Type shape)
    {
        TensorShape Image(string prefix) => KernelScratchTests.Image(shape, prefix);
        int Member(string name) => KernelScratchTests.Member(shape, name);
        Window Window() => WindowOf(shape);

        var size = formula switch
        {
            "ConvolutionForward" => KernelScratch.ConvolutionForward(Image("In"), Image("Out"), Window(), Member("Groups")),
            "ConvolutionDataGradient" => KernelScratch.ConvolutionDataGradient(Image("In"), Image("Out"), Window(), Member("Groups")),
            "ConvolutionForwardPacked" => KernelScratch.ConvolutionForwardPacked(Image("In"), Image("Out"), Window(), Member("Groups")),
            "ConvolutionDataGradientPacked" => KernelScratch.ConvolutionDataGradientPacked(Image("In"), Image("Out"), Window(), Member("Groups")),
            "ConvolutionWeightGradient" => KernelScratch.ConvolutionWeightGradient(Image("In"), Image("Out"), Window(), Member("Groups")),
            "ChannelSum" => KernelScratch.ChannelSum(Image("")),
            "BatchNormStatistics" => KernelScratch.BatchNormStatistics(Image("")),
            "BatchNormBackwardReduce" => KernelScratch.BatchNormBackwardReduce(Image("")),
            "LinearForward" => KernelScratch.LinearForward(Member("InFeatures"), Member("OutFeatures")),
            "UpsampleLoss" => KernelScratch.UpsampleLoss(Image("In"), Image("Out")),
            _ => KernelScratch.SoftmaxCrossEntropy(Image("")),
        };
        return (size.Fixed, size.PerImage);
    }
}
