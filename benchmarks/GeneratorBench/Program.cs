using System.Runtime;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using GeneratorBench;
using ShapeNet.Generators;

// How long the generator takes: the flagship from nothing, edits, and networks of growing depth. A time is what Roslyn
// itself books to the generator (GetTimingInfo), finding the declarations included. Every figure is the median of its
// runs; "cold" is the first run of the process, JIT compilation included. The compiler is the SDK's, as in any build.

const int Runs = 15;
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Select(path => MetadataReference.CreateFromFile(path)).ToArray();
string[] usings = ["global using System; global using System.Linq;"];

var flagship = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sources", "Fcn"), "*.cs").Order(StringComparer.Ordinal)
    .Select(File.ReadAllText).ToArray();
var manifests = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sources", "Fcn"), "*.weights.txt").Select(file => new Manifest(file)).ToArray();
var fcn32s = flagship.Where(source => !source.Contains("[Network", StringComparison.Ordinal) || source.Contains("record Fcn32s(", StringComparison.Ordinal)).ToArray();

var first = Compile(fcn32s);
// What the compilation left behind is not the generator's to clear away.
GC.Collect();
var methods = JitInfo.GetCompiledMethodCount();
Print("FCN-32s, cold (first run of the process)", Time(Start(first, isTracked: false)).TotalMilliseconds);
Console.WriteLine($"{"  methods compiled meanwhile",-64} {JitInfo.GetCompiledMethodCount() - methods,9}");
if (args is ["cold"])
    return 0;
Print("FCN-32s, warm", Median(() => Start(Compile(fcn32s))));
Print("all networks of the flagship, warm", Median(() => Start(Compile(flagship))));

var recomputed = 0;
var compilation = Compile([.. fcn32s, Elsewhere(0)]);
var edited = Array.FindIndex(compilation.SyntaxTrees.ToArray(), tree => tree.ToString() == Elsewhere(0));
var declaration = Array.FindIndex(compilation.SyntaxTrees.ToArray(), tree => tree.ToString().Contains("record Fcn32s", StringComparison.Ordinal));
var edits = 0;
var driver = Start(compilation);
Print("an edit of a method in another file", Median(() => Edit(driver, Replace(edited, Elsewhere(++edits)))));
Print("a class in another file", Median(() => Edit(driver, compilation.AddSyntaxTrees(Parse($"internal static class Another{edits++} {{ }}")))));
Print("a comment above the network", Median(() => Edit(driver, Replace(declaration, $"// {edits++}\n" + compilation.SyntaxTrees[declaration]), mayRun: true)));
var floor = Create(new AttributeFinder(), isTracked: true).RunGenerators(compilation);
Print("ForAttributeWithMetadataName alone, a class in another file", Median(() => floor.RunGenerators(compilation.AddSyntaxTrees(Parse($"internal static class Another{edits++} {{ }}")))));

compilation = compilation.AddSyntaxTrees(Enumerable.Range(0, 1000).Select(Crowd).Select(Parse).ToArray());
driver = Start(compilation);
Print("an edit of a method in another file, among 1,000 more files", Median(() => Edit(driver, Replace(edited, Elsewhere(++edits)))));
Console.WriteLine($"{"  steps that ran again after edits elsewhere",-64} {recomputed,9}");
foreach (var blocks in new[] { 10, 25, 50, 100 })
    Print($"a ResNet of {2 + 3 * blocks} convolutions ({blocks} bottlenecks)", Median(() => Start(Compile([ResNet(blocks)]))));
return recomputed;

static void Print(string what, double milliseconds) => Console.WriteLine($"{what,-64} {milliseconds,9:0.00} ms");

static string Elsewhere(int number) => $$"""
    namespace Bench.Elsewhere;

    internal static class Numbers
    {
        public static int Next() => {{number}};
    }
    """;

static string Crowd(int number) => $$"""
    namespace Bench.Crowd;

    [System.Serializable]
    public class Member{{number}}
    {
    {{string.Join("\n", Enumerable.Range(0, 40).Select(method => $"    public int Method{method}(int x) => x + {method};"))}}
    }
    """;

CSharpCompilation Replace(int index, string text) => compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[index], Parse(text));

GeneratorDriver Edit(GeneratorDriver before, CSharpCompilation edit, bool mayRun = false)
{
    var rerun = before.RunGenerators(edit);
    var steps = rerun.GetRunResult().Results[0].TrackedSteps;
    string[] cached = [TrackingNames.Spec, TrackingNames.Compile, TrackingNames.Assembly, TrackingNames.Sources, TrackingNames.Diagnostics];
    if (!mayRun)
    {
        recomputed += cached.SelectMany(name => steps[name]).SelectMany(step => step.Outputs)
            .Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    return rerun;
}

static double Median(Func<GeneratorDriver> run) => Enumerable.Range(0, Runs).Select(_ => Time(run()).TotalMilliseconds).Order().ElementAt(Runs / 2);

static TimeSpan Time(GeneratorDriver ran) => ran.GetTimingInfo().GeneratorTimes.Single().ElapsedTime;

GeneratorDriver Create(IIncrementalGenerator generator, bool isTracked) => CSharpGeneratorDriver.Create(
    [generator.AsSourceGenerator()], manifests, driverOptions: new(IncrementalGeneratorOutputKind.None, isTracked));

GeneratorDriver Start(CSharpCompilation target, bool isTracked = true)
{
    var ran = Create(new ShapeNetGenerator(), isTracked).RunGenerators(target);
    var result = ran.GetRunResult();
    if (result.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) || result.GeneratedTrees.Length == 0)
        throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Select(diagnostic => diagnostic.GetMessage(null))));
    return ran;
}

CSharpCompilation Compile(IEnumerable<string> sources)
{
    var target = CSharpCompilation.Create(
        "Bench", usings.Concat(sources).Select(Parse), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
    // What the compiler binds in any build is not the generator's time.
    target.GetDiagnostics();
    return target;
}

static SyntaxTree Parse(string source) => CSharpSyntaxTree.ParseText(source);

static string ResNet(int blocks)
{
    var text = new StringBuilder("""
        using ShapeNet;
        [Block] public partial record Bottleneck(
            int Channels, int Expanded,
            [Conv2d(nameof(Channels), Bias = false)] Conv2d Conv1, BatchNorm2d Bn1, ReLU Relu1,
            [Conv2d(nameof(Channels), Kernel = 3, Padding = 1, Bias = false)] Conv2d Conv2, BatchNorm2d Bn2, ReLU Relu2,
            [Conv2d(nameof(Expanded), Bias = false)] Conv2d Conv3, BatchNorm2d Bn3,
            [Add(Layer.Input)] Add Sum, ReLU Relu3);
        [Network, Input(3, 224, 224)] public partial record Deep(
            [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] Conv2d Stem,
            BatchNorm2d StemBn, ReLU StemRelu,
            [MaxPool2d(3, Stride = 2, Padding = 1)] MaxPool2d Pool,
            [Conv2d(256)] Conv2d Widen,
        """);
    text.Append($"    [With(64, 256), Repeat({blocks})] Bottleneck Blocks, GlobalAvgPool2d Average, Flatten Flatten, [Linear(1000)] Linear Fc);");
    return text.ToString();
}

/// <summary>A list of pretrained weights, which the flagship's declarations name.</summary>
internal sealed class Manifest(string path) : AdditionalText
{
    private readonly SourceText text = SourceText.From(File.ReadAllText(path));

    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => text;
}
