using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ShapeNet.Generators;

// How long the generator takes: the flagship from nothing, an edit elsewhere, and networks of growing depth.
// Every figure is the median of its runs; "cold" is the first run of the process, JIT compilation included.

const int Runs = 9;
var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
    .Select(path => MetadataReference.CreateFromFile(path)).ToArray();
string[] usings = ["global using System; global using System.Linq;"];

var flagship = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sources", "Fcn"), "*.cs").Order(StringComparer.Ordinal)
    .Select(File.ReadAllText).ToArray();
var manifests = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Sources", "Fcn"), "*.weights.txt").Select(file => new Manifest(file)).ToArray();
var fcn32s = flagship.Where(source => !source.Contains("record Fcn16s", StringComparison.Ordinal) && !source.Contains("record Fcn8s", StringComparison.Ordinal)).ToArray();

var first = Run(Compile(fcn32s), out _);
Console.WriteLine($"{"FCN-32s, cold (first run of the process)",-48} {first.TotalMilliseconds,9:0.0} ms");
Console.WriteLine($"{"FCN-32s, warm",-48} {Median(() => Run(Compile(fcn32s), out _)),9:0.0} ms");
Console.WriteLine($"{"FCN-32s, 16s and 8s, warm",-48} {Median(() => Run(Compile(flagship), out _)),9:0.0} ms");

var compilation = Compile(fcn32s);
Run(compilation, out var driver);
var edits = 0;
var recomputed = 0;
Console.WriteLine($"{"an edit in another file",-48} {Median(Edit),9:0.0} ms");
Console.WriteLine($"{"  steps that ran again after it",-48} {recomputed,9}");
foreach (var blocks in new[] { 10, 25, 50, 100 })
    Console.WriteLine($"{$"a ResNet of {2 + 3 * blocks} convolutions ({blocks} bottlenecks)",-48} {Median(() => Run(Compile([ResNet(blocks)]), out _)),9:0.0} ms");
return recomputed;

TimeSpan Edit()
{
    var edited = compilation.AddSyntaxTrees(Parse($"internal static class Elsewhere{edits++} {{ }}"));
    var begin = Stopwatch.GetTimestamp();
    var rerun = driver.RunGenerators(edited);
    var elapsed = Stopwatch.GetElapsedTime(begin);
    var steps = rerun.GetRunResult().Results[0].TrackedSteps;
    string[] cached = [TrackingNames.Spec, TrackingNames.Compile, TrackingNames.Sources, TrackingNames.Shapes, TrackingNames.Diagnostics];
    recomputed = cached.SelectMany(name => steps[name]).SelectMany(step => step.Outputs)
        .Count(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    return elapsed;
}

static double Median(Func<TimeSpan> run)
{
    var times = Enumerable.Range(0, Runs).Select(_ => run().TotalMilliseconds).Order().ToArray();
    return times[Runs / 2];
}

TimeSpan Run(CSharpCompilation target, out GeneratorDriver ran)
{
    var fresh = CSharpGeneratorDriver.Create(
        [new ShapeNetGenerator().AsSourceGenerator()], manifests, driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
    var begin = Stopwatch.GetTimestamp();
    ran = fresh.RunGenerators(target);
    var elapsed = Stopwatch.GetElapsedTime(begin);
    var result = ran.GetRunResult();
    if (result.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) || result.GeneratedTrees.Length == 0)
        throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Select(diagnostic => diagnostic.GetMessage(null))));
    return elapsed;
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
