using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeNet.Generators.Emitter;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Parser;

/// <summary>Symbols → spec. Reads a record and every block that it reaches, and rejects what is wrong in form.</summary>
internal sealed class DeclarationParser
{
    private const string LanguageNamespace = "ShapeNet";

    /// <summary>Namespaces and type parameters, keywords without @.</summary>
    private static readonly SymbolDisplayFormat FullNameFormat = new(
        SymbolDisplayGlobalNamespaceStyle.Omitted, SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, SymbolDisplayGenericsOptions.IncludeTypeParameters);

    private readonly Compilation compilation;
    private readonly CancellationToken cancellation;
    private readonly ProblemList problems = new();
    private readonly ImmutableDictionary<SourcePlace, Location>.Builder map = ImmutableDictionary.CreateBuilder<SourcePlace, Location>();
    private readonly Dictionary<string, RecordSpec> blocks = new(StringComparer.Ordinal);
    private readonly List<string> blockOrder = [];

    /// <summary>What is being read, so that a fault of the parser can name it.</summary>
    private string current = "the declaration";

    private DeclarationParser(Compilation compilation, CancellationToken cancellation)
    {
        this.compilation = compilation;
        this.cancellation = cancellation;
    }

    /// <summary>Parses a record marked <c>[Network]</c> with its blocks.</summary>
    public static ParsedNetwork ParseNetwork(INamedTypeSymbol symbol, Compilation compilation, CancellationToken cancellation)
    {
        var parser = new DeclarationParser(compilation, cancellation);
        var record = parser.ParseSafely(symbol, isNetwork: true);
        var blocks = parser.blockOrder.Select(name => parser.blocks[name]).ToEquatableArray();
        var spec = new NetworkSpec(
            ShapesNamespace.Of(symbol.ContainingAssembly),
            symbol.ContainingNamespace.IsGlobalNamespace ? "" : symbol.ContainingNamespace.ToDisplayString(FullNameFormat),
            record, blocks);
        return new ParsedNetwork(spec, parser.problems.Problems.ToEquatableArray(), parser.MakeMap(symbol));
    }

    /// <summary>Parses a record marked <c>[Block]</c> by itself, for what is wrong with its form.</summary>
    public static ParsedBlock ParseBlock(INamedTypeSymbol symbol, Compilation compilation, CancellationToken cancellation)
    {
        var parser = new DeclarationParser(compilation, cancellation);
        parser.ParseSafely(symbol, isNetwork: false);
        return new ParsedBlock(
            parser.problems.Problems.Where(problem => problem.Place.Record == FullName(symbol)).ToEquatableArray(), parser.MakeMap(symbol));
    }

    private SourceMap MakeMap(INamedTypeSymbol symbol) =>
        new(map.ToImmutable(), symbol.Locations.FirstOrDefault(location => location.IsInSource) ?? Location.None);

    private RecordSpec ParseSafely(INamedTypeSymbol symbol, bool isNetwork)
    {
        try
        {
            return ParseRecord(symbol, isNetwork);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var record = new RecordSpec(FullName(symbol), symbol.Name, [], [], IsBroken: true);
            problems.Add(new Problem("SN0901", record.Place, symbol.Name, current, $"{fault.GetType().Name}: {fault.Message}"));
            return record;
        }
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
        var constructor = symbol.InstanceConstructors.FirstOrDefault(constructor => IsPrimary(constructor, symbol));
        var isBroken = !CheckForm(symbol, declaration, constructor, name, isNetwork);
        var parameters = constructor?.Parameters.Select(parameter => ReadParameter(parameter, name)).ToEquatableArray() ?? [];
        return new RecordSpec(name, symbol.Name, attributes, parameters, isBroken);
    }

    /// <summary>Whether a constructor's parameters are the record's. A record of another assembly has no syntax to tell by.</summary>
    private bool IsPrimary(IMethodSymbol constructor, INamedTypeSymbol symbol) => symbol.Locations.Any(location => location.IsInSource)
        ? constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax)
        : constructor.Parameters.Length > 0 && constructor.Parameters.All(parameter => symbol.GetMembers(parameter.Name).Any(member => member is IPropertySymbol));

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
        if (!isNetwork && HasAttribute(symbol, "InputAttribute") && !HasAttribute(symbol, "NetworkAttribute"))
            return Fail(new Problem("SN0207", place with { Attribute = "Input" }, symbol.Name, "Input", "block", "remove it: a block takes the tensor that enters it"));
        // Names that no record's parameter may have are the C# compiler's error, and nothing can be emitted for them.
        if (constructor is not null && HasForbiddenNames(symbol, constructor))
            return false;
        if (isNetwork && HasAttribute(symbol, "BlockAttribute"))
            return Fail(new Problem("SN0208", place, symbol.Name));
        if (!symbol.IsRecord)
            return Fail(new Problem("SN0218", place, symbol.Name));
        if (isNetwork && symbol.IsFileLocal)
            return Fail(new Problem("SN0219", place, symbol.Name));
        if (isNetwork && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            return Fail(new Problem("SN0201", place, symbol.Name));
        if (constructor is null || !constructor.Parameters.Any(parameter => RoleOf(parameter.Type).Role != ParameterRole.Constant))
            return Fail(new Problem("SN0204", place, symbol.Name));
        return !isNetwork || CheckMembers(symbol, constructor, name);

        bool Fail(Problem problem)
        {
            problems.Add(problem);
            return false;
        }
    }

    /// <summary>Whether parameters have the same name, that of their record, or that of a method that every record has.</summary>
    private static bool HasForbiddenNames(INamedTypeSymbol symbol, IMethodSymbol constructor)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { symbol.Name, "Clone", "EqualityContract" };
        for (var type = symbol; type is not null; type = type.BaseType)
            taken.UnionWith(type.GetMembers().Where(member => member is IMethodSymbol { MethodKind: not MethodKind.Destructor }).Select(member => member.Name));
        return constructor.Parameters.Any(parameter => !taken.Add(parameter.Name));
    }

    /// <summary>Whether no member that a network's author wrote stands where the generator puts one of its own.</summary>
    private bool CheckMembers(INamedTypeSymbol symbol, IMethodSymbol constructor, string name)
    {
        var taken = new HashSet<string>(NetworkFile.GeneratedMembers.Concat(constructor.Parameters.Select(parameter => parameter.Name)), StringComparer.Ordinal);
        var isFree = true;
        foreach (var member in symbol.GetMembers().Where(member => taken.Contains(member.Name)))
        {
            var syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
            var place = syntax is ParameterSyntax ? new SourcePlace(name, constructor.Parameters.First(parameter => parameter.Name == member.Name).Ordinal)
                : SourcePlace.OfMember(name, member.Name);
            if (syntax is null || member.IsImplicitlyDeclared || (syntax is ParameterSyntax && !NetworkFile.GeneratedMembers.Contains(member.Name)))
                continue;
            map[place] = member.Locations[0];
            problems.Add(new Problem("SN0220", place, member.Name, symbol.Name));
            isFree = false;
        }

        return isFree;
    }

    private ParameterSpec ReadParameter(IParameterSymbol parameter, string record)
    {
        current = parameter.Name;
        var place = new SourcePlace(record, parameter.Ordinal);
        var syntax = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) as ParameterSyntax;
        if (syntax is not null)
            map[place] = syntax.Identifier.GetLocation();

        var (role, typeName) = RoleOf(parameter.Type);
        if (role == ParameterRole.Block)
            ReadBlock((INamedTypeSymbol)parameter.Type);
        else if (role == ParameterRole.Unknown && parameter.Type.TypeKind != TypeKind.Error)
            problems.Add(new Problem("SN0213", place, parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), Hint(parameter.Type)));
        return new ParameterSpec(record, parameter.Ordinal, parameter.Name, role, typeName, ReadAttributes(parameter.GetAttributes(), place));

        static string Hint(ITypeSymbol type) => type is INamedTypeSymbol named && HasAttribute(named, "NetworkAttribute")
            ? "; a network cannot be part of another one: make it a [Block]"
            : "";
    }

    private static (ParameterRole Role, string TypeName) RoleOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 } => (ParameterRole.Constant, "int"),
        { SpecialType: SpecialType.System_Boolean } => (ParameterRole.Constant, "bool"),
        { SpecialType: SpecialType.System_Double } => (ParameterRole.Constant, "double"),
        INamedTypeSymbol named when IsLanguageType(named) && OpTable.Find(named.Name) is not null => (ParameterRole.Layer, named.Name),
        INamedTypeSymbol named when HasAttribute(named, "BlockAttribute") && !HasAttribute(named, "NetworkAttribute") => (ParameterRole.Block, FullName(named)),
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
            // The C# compiler says what does not belong on a parameter at all.
            if (place.Parameter != SourcePlace.WholeRecord && type.Name is "NetworkAttribute" or "BlockAttribute" or "InputAttribute")
                continue;
            if (type.TypeKind == TypeKind.Error)
            {
                specs.Add(AttributeSpec.Unknown);
                continue;
            }

            var name = type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
            var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
            var attributePlace = place with { Attribute = name };
            // A doubled attribute is the C# compiler's error; the first one counts.
            if (specs.Any(spec => spec.Name == name))
                continue;
            if (syntax is not null)
                map[attributePlace] = syntax.GetLocation();
            specs.Add(ReadAttribute(attribute, name, syntax is not null && IsRejected(attribute, syntax)));
        }

        return specs.ToEquatableArray();
    }

    /// <summary>
    /// Whether the C# compiler reports an error that the attribute's data do not show: an argument of an unknown name,
    /// or <c>nameof</c> of something that does not exist, which has a value all the same.
    /// </summary>
    private bool IsRejected(AttributeData attribute, AttributeSyntax syntax)
    {
        if (syntax.ArgumentList is not { } list)
            return false;
        if (list.Arguments.Count(argument => argument.NameEquals is not null) != attribute.NamedArguments.Length)
            return true;
        foreach (var call in list.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments.Count: 1 }
                && compilation.GetSemanticModel(syntax.SyntaxTree).GetSymbolInfo(call.ArgumentList.Arguments[0].Expression, cancellation) is { Symbol: null, CandidateSymbols.IsEmpty: true })
            {
                return true;
            }
        }

        return false;
    }

    private static AttributeSpec ReadAttribute(AttributeData attribute, string name, bool hasErrors)
    {
        var arguments = new List<ArgumentSpec>();
        hasErrors |= attribute.AttributeConstructor is null;
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

    private static string FullName(INamedTypeSymbol symbol) => symbol.ToDisplayString(FullNameFormat);
}
