using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeNet.Generators.Tests.Harness;

namespace ShapeNet.Generators.Tests;

/// <summary>
/// Declarations with tokens deleted, doubled, swapped and replaced: whatever comes of it, the generator neither throws
/// nor blames itself, and where nobody reports an error the emitted code compiles. SHAPENET_FUZZ sets another number of
/// programs.
/// </summary>
public sealed class FuzzTests
{
    private const int Programs = 600;

    /// <summary>What a hurried hand writes where something else should stand.</summary>
    private static readonly string[] Strangers =
    [
        "0", "1", "-1", "2", "3", "7", "64", "100000", "2147483647", "-2147483648", "3.5", "1e300", "true", "false", "null", "\"\"", "\"Conv1\"", "\"a.b\"",
        "Layer.Input", "nameof", "typeof(int)", "new[] { 1, 2 }", "new[] { 1, 2, 3 }", "new object[] { 1, nameof(Channels) }", "Initializer.Bilinear", "(Initializer)9",
        "int", "bool", "double", "string", "Conv2d", "ReLU", "Add", "Concat", "Crop", "Linear", "Flatten", "Unit", "Mini", "Channels", "Stride", "Repeat(3)", "Repeat(0)",
        "With(8)", "With", "Shape(1, 2, 3)", "From", "Name(\"\")", "Network", "Block", "record", "class", "partial", "abstract", "file", "static", "<T>", "?", "[]", "@this", "Net",
    ];

    private static readonly string[] Valid =
    [
        """
        using ShapeNet;

        [Network, Input(3, 32, 48)]
        public partial record Net(
            [Conv2d(8, Kernel = 3, Stride = 2, Padding = 1, Bias = false)] Conv2d Conv1,
            [BatchNorm2d(Epsilon = 1e-3)] BatchNorm2d Bn1,
            ReLU Relu1,
            [MaxPool2d(2, CeilMode = true), Shape(8, 8, 12)] MaxPool2d Pool,
            [Conv2d(8, Kernel = new[] { 1, 3 }, Padding = new[] { 0, 1 }, Groups = 2), Init(Initializer.KaimingNormal, Mode = FanMode.FanOut)] Conv2d Conv2,
            [Add(nameof(Pool))] Add Sum,
            [ConvTranspose2d(8, Kernel = 4, Stride = 2, Padding = 1), Init(Initializer.Bilinear)] ConvTranspose2d Enlarge,
            [Concat(nameof(Conv1), nameof(Relu1))] Concat Join,
            [Crop(8, 8, Top = 1)] Crop Window,
            [From(nameof(Window)), Name("tail.conv"), Conv2d(4)] Conv2d Conv3,
            GlobalAvgPool2d GlobalPool,
            Flatten Flatten,
            [Dropout(0.25)] Dropout Dropout,
            [Linear(10)] Linear Fc);
        """,
        """
        using ShapeNet;

        namespace Somewhere;

        [Block, Init(Initializer.XavierUniform)]
        public partial record Unit(
            int Channels,
            bool Bias,
            [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = nameof(Bias))] Conv2d Conv1,
            ReLU Relu,
            [Conv2d(nameof(Channels), Kernel = 3, Padding = 1)] Conv2d Conv2,
            [Add(Layer.Input)] Add Sum);

        [Block]
        public partial record Tower(
            int Channels,
            int Stride,
            int Count,
            [Conv2d(nameof(Channels), Kernel = 3, Stride = nameof(Stride), Padding = 1)] Conv2d Shrink,
            [With(nameof(Channels), true), Repeat(nameof(Count), FirstIndex = 1), Name("")] Unit Body,
            [Concat("Body.0.Conv1", nameof(Shrink))] Concat Both);

        [Network, Input(1, 29, 29)]
        partial record Net(
            [With(4, 2, 2)] Tower Low,
            [With(6, 1, 1), Name("1.high")] Tower High,
            [From("Low.Body.1.Relu"), AvgPool2d(3, Stride = 1, Padding = 1)] AvgPool2d Side,
            [Concat(nameof(High))] Concat Joined,
            [Crop(nameof(Side))] Crop Window,
            [Conv2d(2), Shape(2, 15, 15)] Conv2d Scores);
        """,
        """
        using ShapeNet;

        [Network, Input(20)]
        partial record Mini([Linear(16)] Linear Fc1, ReLU Relu, Dropout Drop, [Linear(16)] Linear Fc2, [Add(nameof(Relu))] Add Sum, [Linear(3, Bias = false)] Linear Scores)
        {
            public int Own => 1;
        }

        [Network, Input(2, 9, 9)]
        partial record Other([AvgPool2d(2, CeilMode = true)] AvgPool2d Pool, [Conv2d(2, Dilation = 2, Kernel = 2)] Conv2d Conv);
        """,
    ];

    [Fact]
    public void The_declarations_themselves_are_right() => Assert.All(Valid, source => GeneratorRun.Of(source).MustSucceed());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_declaration_breaks_the_generator(int seed)
    {
        var random = new Random(seed);
        var count = int.TryParse(Environment.GetEnvironmentVariable("SHAPENET_FUZZ"), out var wanted) ? wanted : Programs;
        for (var i = 0; i < count; i++)
            Check(Mutate(Valid[(seed + i) % Valid.Length], random));
    }

    private static void Check(string source)
    {
        var run = GeneratorRun.Of(source);
        var remarks = run.Result.Diagnostics;

        Assert.True(run.Result.Exception is null, $"{run.Result.Exception}\n{source}");
        Assert.True(remarks.All(remark => remark.Id is not ("SN0901" or "CS8785")), string.Join("\n", remarks) + "\n" + source);
        Assert.True(remarks.All(remark => remark.Location.SourceTree is not null), string.Join("\n", remarks) + "\n" + source);

        var errors = run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        var own = errors.Where(error => error.Location.SourceTree?.FilePath == "Network.cs");
        Assert.True(errors.Length == 0 || own.Any(), $"Only the emitted code is wrong:\n{Rendering.Render(errors)}\n{source}");
        // A declaration in which nobody finds an error is compiled, and not quietly passed over.
        if (errors.Length == 0 && remarks.All(remark => remark.Severity != DiagnosticSeverity.Error))
            Assert.True(run.Result.GeneratedSources.Length > 0 || !source.Contains("[Network", StringComparison.Ordinal), source);
    }

    private static string Mutate(string source, Random random)
    {
        var tokens = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToArray();
        var texts = tokens.Select(token => token.Text).ToArray();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(texts.Length);
            switch (random.Next(6))
            {
                case 0:
                    texts[at] = "";
                    break;
                case 1:
                    texts[at] += " " + texts[at];
                    break;
                case 2:
                    var other = random.Next(texts.Length);
                    (texts[at], texts[other]) = (texts[other], texts[at]);
                    break;
                case 3:
                    texts[at] = texts[random.Next(texts.Length)];
                    break;
                default:
                    texts[at] = Strangers[random.Next(Strangers.Length)];
                    break;
            }
        }

        return string.Concat(tokens.Select((token, i) => token.LeadingTrivia.ToFullString() + texts[i] + token.TrailingTrivia.ToFullString()));
    }
}
