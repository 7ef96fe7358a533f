using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Parser;

/// <summary>Symbols → spec. Reads a record and every block that it reaches, and rejects what is wrong in form.</summary>
internal sealed class DeclarationParser
{
    private const string LanguageNamespace = "ShapeNet";

    private readonly CancellationToken cancellation;
    private readonly ProblemList problems = new();
    private readonly ImmutableDictionary<SourcePlace, Location>.Builder map = ImmutableDictionary.CreateBuilder<SourcePlace, Location>();
    private readonly Dictionary<string, RecordSpec> blocks = new(StringComparer.Ordinal);
    private readonly List<string> blockOrder = [];

    private DeclarationParser(CancellationToken cancellation) => this.cancellation = cancellation;

    /// <summary>Parses a record marked <c>[Network]</c> with its blocks.</summary>
    public static ParsedNetwork ParseNetwork(INamedTypeSymbol symbol, CancellationToken cancellation)
    {
        var parser = new DeclarationParser(cancellation);
        var record = parser.ParseRecord(symbol, isNetwork: true);
        var blocks = parser.blockOrder.Select(name => parser.blocks[name]).ToEquatableArray();
        var spec = new NetworkSpec(
            symbol.ContainingAssembly.Name,
            symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(),
            symbol.DeclaredAccessibility == Accessibility.Public ? "public" : "internal",
            record, blocks);
        return new ParsedNetwork(spec, parser.problems.Problems.ToEquatableArray(), new SourceMap(parser.map.ToImmutable()));
    }

    /// <summary>Parses a record marked <c>[Block]</c> by itself, for what is wrong with its form.</summary>
    public static (EquatableArray<Problem> Problems, SourceMap Map) ParseBlock(INamedTypeSymbol symbol, CancellationToken cancellation)
    {
        var parser = new DeclarationParser(cancellation);
        parser.ParseRecord(symbol, isNetwork: false);
        return (parser.problems.Problems.Where(problem => problem.Place.Record == FullName(symbol)).ToEquatableArray(), new SourceMap(parser.map.ToImmutable()));
    }

    private RecordSpec ParseRecord(INamedTypeSymbol symbol, bool isNetwork)
    {
        cancellation.ThrowIfCancellationRequested();
        var name = FullName(symbol);
        var declaration = symbol.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
            .OrderByDescending(type => type.ParameterList is not null).FirstOrDefault();
        if (declaration is not null)
            map[new SourcePlace(name, SourcePlace.WholeRecord)] = declaration.Identifier.GetLocation();

        var attributes = ReadAttributes(symbol.GetAttributes(), new SourcePlace(name, SourcePlace.WholeRecord));
        var constructor = symbol.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax));
        var isBroken = !CheckForm(symbol, declaration, constructor, name, isNetwork);
        var parameters = constructor?.Parameters.Select(parameter => ReadParameter(parameter, name)).ToEquatableArray() ?? [];
        return new RecordSpec(name, symbol.Name, attributes, parameters, isBroken);
    }

    /// <summary>Whether a record has the form of a network or block; reports the first thing that is wrong.</summary>
    private bool CheckForm(
        INamedTypeSymbol symbol, TypeDeclarationSyntax? declaration, IMethodSymbol? constructor, string name, bool isNetwork)
    {
        // A block of another assembly was checked where it was compiled.
        if (declaration is null)
            return true;

        var place = new SourcePlace(name, SourcePlace.WholeRecord);
        if (symbol.ContainingType is { } outer)
            return Fail(new Problem("SN0202", place, symbol.Name, outer.Name));
        if (symbol.IsGenericType)
            return Fail(new Problem("SN0203", place, symbol.Name));
        if (isNetwork && HasAttribute(symbol, "BlockAttribute"))
            return Fail(new Problem("SN0208", place, symbol.Name));
        if (isNetwork && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            return Fail(new Problem("SN0201", place, symbol.Name));
        if (!symbol.IsRecord || constructor is null || !constructor.Parameters.Any(parameter => RoleOf(parameter.Type).Role != ParameterRole.Constant))
            return Fail(new Problem("SN0204", place, symbol.Name));
        return true;

        bool Fail(Problem problem)
        {
            problems.Add(problem);
            return false;
        }
    }

    private ParameterSpec ReadParameter(IParameterSymbol parameter, string record)
    {
        var place = new SourcePlace(record, parameter.Ordinal);
        var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as ParameterSyntax;
        if (syntax is not null)
            map[place] = syntax.Identifier.GetLocation();

        var (role, typeName) = RoleOf(parameter.Type);
        if (role == ParameterRole.Block)
            ReadBlock((INamedTypeSymbol)parameter.Type);
        else if (role == ParameterRole.Unknown && parameter.Type.TypeKind != TypeKind.Error)
            problems.Add(new Problem("SN0213", place, parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        return new ParameterSpec(record, parameter.Ordinal, parameter.Name, role, typeName, ReadAttributes(parameter.GetAttributes(), place));
    }

    private static (ParameterRole Role, string TypeName) RoleOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 } => (ParameterRole.Constant, "int"),
        { SpecialType: SpecialType.System_Boolean } => (ParameterRole.Constant, "bool"),
        { SpecialType: SpecialType.System_Double } => (ParameterRole.Constant, "double"),
        INamedTypeSymbol named when IsLanguageType(named) && OpTable.Find(named.Name) is not null => (ParameterRole.Layer, named.Name),
        INamedTypeSymbol named when HasAttribute(named, "BlockAttribute") => (ParameterRole.Block, FullName(named)),
        _ => (ParameterRole.Unknown, type.Name),
    };

    private void ReadBlock(INamedTypeSymbol symbol)
    {
        var name = FullName(symbol);
        if (blocks.ContainsKey(name))
            return;
        // The entry stands before the block is read, so that a block that reaches itself ends here.
        blocks.Add(name, new RecordSpec(name, symbol.Name, [], [], IsBroken: true));
        blockOrder.Add(name);
        // The block's own pipeline reports what is wrong with its form.
        var reported = problems.Problems.Count;
        blocks[name] = ParseRecord(symbol, isNetwork: false);
        problems.Truncate(reported);
    }

    private EquatableArray<AttributeSpec> ReadAttributes(ImmutableArray<AttributeData> attributes, SourcePlace place)
    {
        var specs = new List<AttributeSpec>();
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is not { } type || (type.TypeKind != TypeKind.Error && !IsLanguageType(type)))
                continue;
            if (type.TypeKind == TypeKind.Error)
            {
                specs.Add(AttributeSpec.Unknown);
                continue;
            }

            var name = type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
            var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
            var attributePlace = place with { Attribute = name };
            // A doubled attribute is the C# compiler's error; the first one counts.
            if (specs.Any(spec => spec.Name == name))
                continue;
            if (syntax is not null)
                map[attributePlace] = syntax.GetLocation();
            specs.Add(ReadAttribute(attribute, name));
        }

        return specs.ToEquatableArray();
    }

    private static AttributeSpec ReadAttribute(AttributeData attribute, string name)
    {
        var arguments = new List<ArgumentSpec>();
        var hasErrors = attribute.AttributeConstructor is null;
        if (attribute.AttributeConstructor is { } constructor && attribute.ConstructorArguments.Length == constructor.Parameters.Length)
        {
            for (var i = 0; i < constructor.Parameters.Length; i++)
            {
                var parameter = constructor.Parameters[i].Name;
                Read(char.ToUpperInvariant(parameter[0]) + parameter.Substring(1), attribute.ConstructorArguments[i]);
            }
        }

        foreach (var pair in attribute.NamedArguments)
            Read(pair.Key, pair.Value);
        return new AttributeSpec(name, arguments.ToEquatableArray(), hasErrors);

        void Read(string argument, TypedConstant constant)
        {
            var value = Value(constant, ref hasErrors);
            if (value is not null)
                arguments.Add(new ArgumentSpec(argument, value));
        }
    }

    private static ArgumentValue? Value(TypedConstant constant, ref bool hasErrors)
    {
        switch (constant.Kind)
        {
            case TypedConstantKind.Error:
                hasErrors = true;
                return null;
            case TypedConstantKind.Array when constant.IsNull:
                return new OtherValue("null");
            case TypedConstantKind.Array:
                var items = new List<ArgumentValue>();
                foreach (var item in constant.Values)
                {
                    if (Value(item, ref hasErrors) is { } value)
                        items.Add(value);
                }

                return new ArrayValue(items.ToEquatableArray());
            case TypedConstantKind.Enum:
                return new TextValue(EnumName(constant));
            case TypedConstantKind.Type:
                return new OtherValue($"typeof({(constant.Value as ITypeSymbol)?.Name})");
        }

        return constant.Value switch
        {
            int number => new IntValue(number),
            bool truth => new BoolValue(truth),
            double real => new DoubleValue(real),
            float real => new DoubleValue(real),
            string text => new TextValue(text),
            null => new OtherValue("null"),
            var other => new OtherValue($"{other} ({constant.Type?.ToDisplayString()})"),
        };
    }

    private static string EnumName(TypedConstant constant) =>
        constant.Type?.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, constant.Value))?.Name
        ?? Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static bool IsLanguageType(INamedTypeSymbol type) =>
        type is { ContainingType: null, ContainingNamespace: { Name: LanguageNamespace, ContainingNamespace.IsGlobalNamespace: true } };

    private static bool HasAttribute(INamedTypeSymbol symbol, string name) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && type.Name == name && IsLanguageType(type));

    private static string FullName(INamedTypeSymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
}
