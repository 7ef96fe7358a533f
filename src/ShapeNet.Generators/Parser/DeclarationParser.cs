using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Parser;

/// <summary>Compilation → declarations. Every record is read once, however many networks it is part of.</summary>
internal sealed class DeclarationParser(Compilation compilation, CancellationToken cancellation)
{
    /// <summary>The language of the generated code: primary constructors and collection expressions are the newest that it has.</summary>
    private const LanguageVersion NeededLanguage = LanguageVersion.CSharp12;

    private readonly Dictionary<INamedTypeSymbol, ParsedRecord> blocks = new(SymbolEqualityComparer.Default);

    /// <summary>All networks and blocks of a program, in the order of its files.</summary>
    public static ParsedDeclarations Parse(Compilation compilation, CancellationToken cancellation)
    {
        var parser = new DeclarationParser(compilation, cancellation);
        var networks = new List<ParsedNetwork>();
        var blocks = new List<ParsedBlock>();
        foreach (var symbol in DeclarationFinder.Find(compilation, cancellation))
        {
            if (Language.HasAttribute(symbol, Language.Network))
                networks.Add(parser.ParseNetwork(symbol));
            if (Language.HasAttribute(symbol, Language.Block))
                blocks.Add(parser.ParseBlock(symbol));
            else if (IsInputAlone(symbol))
                blocks.Add(parser.ParseInputAlone(symbol));
        }

        // Nothing is generated then: the C# compiler would reject what is, in files that nobody wrote.
        if (networks.Count > 0 && ((CSharpCompilation)compilation).LanguageVersion is < NeededLanguage and var language)
        {
            var first = networks[0];
            var problem = new Problem("SN0223", first.Spec.Record.Place, first.Spec.Name, NeededLanguage.ToDisplayString(), language.ToDisplayString());
            return new ParsedDeclarations([], [new ParsedBlock([problem], first.Map)]);
        }

        return new ParsedDeclarations(networks.ToEquatableArray(), blocks.ToEquatableArray());
    }

    /// <summary>One network with all blocks that it reaches.</summary>
    public ParsedNetwork ParseNetwork(INamedTypeSymbol symbol)
    {
        var own = RecordParser.Parse(symbol, isNetwork: true, compilation, cancellation);
        var problems = new List<Problem>(own.Problems);
        var locations = new Dictionary<SourcePlace, Location>();
        var reached = new List<RecordSpec>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        Add(own);
        var spec = new NetworkSpec(
            ShapesNamespace.Of(symbol.ContainingAssembly),
            symbol.ContainingNamespace.IsGlobalNamespace ? "" : Language.FullName(symbol.ContainingNamespace),
            own.Record, reached.ToEquatableArray());
        return new ParsedNetwork(spec, problems.ToEquatableArray(), Map(symbol, locations));

        // Blocks stand in the order in which they are first met; one that reaches itself ends there.
        void Add(ParsedRecord record)
        {
            foreach (var pair in record.Locations)
                locations[pair.Key] = pair.Value;
            foreach (var block in record.Blocks)
            {
                var parsed = Block(block);
                if (!names.Add(parsed.Record.FullName))
                    continue;
                reached.Add(parsed.Record);
                // What is wrong with a block of this program is reported once, where it is declared.
                if (!IsInSource(block))
                    problems.AddRange(parsed.Problems.Where(problem => problem.Id == "SN0901"));
                Add(parsed);
            }
        }
    }

    private ParsedBlock ParseBlock(INamedTypeSymbol symbol)
    {
        var parsed = Block(symbol);
        return new ParsedBlock(parsed.Problems.ToEquatableArray(), Map(symbol, parsed.Locations));
    }

    /// <summary>Whether a type has an input shape and is no network. An attribute that the C# compiler does not know may be a misspelt one.</summary>
    private static bool IsInputAlone(INamedTypeSymbol symbol) =>
        Language.HasAttribute(symbol, Language.Input) && !Language.HasAttribute(symbol, Language.Network)
        && symbol.GetAttributes().All(attribute => attribute.AttributeClass is { TypeKind: not TypeKind.Error });

    private ParsedBlock ParseInputAlone(INamedTypeSymbol symbol)
    {
        var locations = new Dictionary<SourcePlace, Location>();
        var place = new SourcePlace(Language.FullName(symbol), SourcePlace.WholeRecord);
        new AttributeReader(compilation, locations, cancellation).Read(symbol.GetAttributes(), place, []);
        return new ParsedBlock([new Problem("SN0222", place with { Attribute = "Input" }, symbol.Name)], Map(symbol, locations));
    }

    private ParsedRecord Block(INamedTypeSymbol symbol)
    {
        if (!blocks.TryGetValue(symbol, out var parsed))
            blocks.Add(symbol, parsed = RecordParser.Parse(symbol, isNetwork: false, compilation, cancellation));
        return parsed;
    }

    private static SourceMap Map(INamedTypeSymbol symbol, IReadOnlyDictionary<SourcePlace, Location> locations) =>
        new(locations, symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None);

    private static bool IsInSource(INamedTypeSymbol symbol) => symbol.Locations.Any(location => location.IsInSource);
}
