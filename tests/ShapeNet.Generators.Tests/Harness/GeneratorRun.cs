using System.Collections.Immutable;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Parser;
using ShapeNet.Generators.Passes;

namespace ShapeNet.Generators.Tests.Harness;

/// <summary>One run of the generator over a program, and what came of it.</summary>
internal sealed class GeneratorRun
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private readonly Compilation compilation;
    private readonly GeneratorDriver driver;

    private GeneratorRun(Compilation compilation, GeneratorDriver driver)
    {
        this.compilation = compilation;
        this.driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        Output = output;
    }

    /// <summary>The program with the generated files.</summary>
    public Compilation Output { get; }

    public GeneratorRunResult Result => driver.GetRunResult().Results.Single();

    /// <summary>What the generator says, remarks included.</summary>
    public ImmutableArray<Diagnostic> Remarks => Result.Diagnostics;

    /// <summary>The errors and warnings of the generator and of the C# compiler, by position.</summary>
    public IReadOnlyList<Diagnostic> Complaints =>
    [
        .. Result.Diagnostics.Concat(Output.GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .Where(diagnostic => diagnostic.Id != "CS1591")
            .OrderBy(diagnostic => diagnostic.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal),
    ];

    public static GeneratorRun Of(string source) => Of(new SourceFile("Network.cs", source));

    public static GeneratorRun Of(params SourceFile[] files) => With([], files);

    /// <summary>Runs on a program that references other assemblies as well.</summary>
    public static GeneratorRun With(IEnumerable<MetadataReference> references, params SourceFile[] files)
    {
        var driver = CSharpGeneratorDriver.Create(
            [new ShapeNetGenerator().AsSourceGenerator()], files.Where(file => !file.IsCode && !file.IsProject).Select(file => new AdditionalFile(file)), parseOptions: OptionsOf(files),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(Compile(files).AddReferences(references), driver);
    }

    /// <summary>The program without generated files.</summary>
    public static CSharpCompilation Compile(params SourceFile[] files) => CSharpCompilation.Create(
        "Program", files.Where(file => file.IsCode).Select(file => Parse(file, OptionsOf(files))), References.All,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));

    /// <summary>Runs the same driver again on a program that was edited.</summary>
    public GeneratorRun Edit(Func<Compilation, Compilation> edit) => new(edit(compilation), driver);

    /// <summary>Runs the same driver again with one file's text replaced.</summary>
    public GeneratorRun Edit(string path, Func<string, string> edit) => Edit(program =>
    {
        var tree = program.SyntaxTrees.Single(tree => tree.FilePath == path);
        return program.ReplaceSyntaxTree(tree, Parse(new SourceFile(path, edit(tree.ToString())), ParseOptions));
    });

    /// <summary>Runs the same driver again with another text in an additional file.</summary>
    public GeneratorRun Replace(SourceFile before, SourceFile after) =>
        new(compilation, driver.ReplaceAdditionalText(new AdditionalFile(before), new AdditionalFile(after)));

    /// <summary>Runs the same driver again with one more file.</summary>
    public GeneratorRun Add(SourceFile file) => Edit(program => program.AddSyntaxTrees(Parse(file, ParseOptions)));

    /// <summary>The text of a generated file.</summary>
    public string Source(string name) => Result.GeneratedSources.Single(source => source.HintName == name).SourceText.ToString();

    /// <summary>
    /// Fails unless the program and what was generated for it compile without errors and warnings, and a second run of
    /// the same program finds every step's result in the cache.
    /// </summary>
    /// <param name="warnings">Warnings that may be there.</param>
    public GeneratorRun MustSucceed(params string[] warnings)
    {
        var complaints = Complaints.Where(complaint => !warnings.Contains(complaint.Id)).ToArray();
        Assert.True(complaints.Length == 0, "The program must compile:\n" + Rendering.Render(complaints));
        using var image = new MemoryStream();
        Assert.True(Output.Emit(image).Success);
        Steps.AllCached(Edit(program => program.Clone()));
        return this;
    }

    /// <summary>The program as an assembly that another one references.</summary>
    public MetadataReference ToReference()
    {
        var image = new MemoryStream();
        Assert.True(Output.WithAssemblyName("Library").Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    /// <summary>What the compiler makes of one network of the program, with all intermediate forms.</summary>
    public CompiledNetwork Compiled(string fullName)
    {
        var problems = new ProblemList();
        var network = CompilerPasses.Run(Spec(fullName), problems);
        return network ?? throw new InvalidOperationException(
            $"{fullName} does not compile: {string.Join("; ", problems.Problems.Select(problem => problem.Id + " " + string.Join(" ", problem.Arguments)))}");
    }

    public NetworkSpec Spec(string fullName) =>
        new DeclarationParser(compilation, CancellationToken.None).ParseNetwork(compilation.GetTypeByMetadataName(fullName)!).Spec;

    private static SyntaxTree Parse(SourceFile file, CSharpParseOptions options) => CSharpSyntaxTree.ParseText(file.Text, options, file.Path);

    /// <summary>The newest C#, or what the program's project says.</summary>
    private static CSharpParseOptions OptionsOf(IEnumerable<SourceFile> files)
    {
        if (files.FirstOrDefault(file => file.IsProject) is not { } project)
            return ParseOptions;
        var version = XElement.Parse(project.Text).DescendantsAndSelf("LangVersion").Single().Value;
        return LanguageVersionFacts.TryParse(version, out var language) ? ParseOptions.WithLanguageVersion(language) : throw new InvalidOperationException($"There is no C# {version}");
    }
}
