using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeNet.Generators.Emitter;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Parser;

/// <summary>One record by itself, with the blocks that it names.</summary>
/// <param name="Record">What it declares.</param>
/// <param name="Problems">What is wrong with its form.</param>
/// <param name="Locations">Where its parts stand.</param>
/// <param name="Blocks">The blocks of its parameters, in order.</param>
internal sealed record ParsedRecord(
    RecordSpec Record, IReadOnlyList<Problem> Problems, IReadOnlyDictionary<SourcePlace, Location> Locations, IReadOnlyList<INamedTypeSymbol> Blocks);

/// <summary>Symbol → record. Rejects what is wrong in form.</summary>
internal sealed class RecordParser
{
    private readonly INamedTypeSymbol symbol;
    private readonly bool isNetwork;
    private readonly CancellationToken cancellation;
    private readonly string name;
    private readonly ProblemList problems = new();
    private readonly Dictionary<SourcePlace, Location> map = [];
    private readonly List<INamedTypeSymbol> blocks = [];
    private readonly AttributeReader attributes;

    /// <summary>What is being read, so that a fault of the parser can name it.</summary>
    private string current = "the declaration";

    private RecordParser(INamedTypeSymbol symbol, bool isNetwork, Compilation compilation, CancellationToken cancellation)
    {
        this.symbol = symbol;
        this.isNetwork = isNetwork;
        this.cancellation = cancellation;
        name = Language.FullName(symbol);
        attributes = new AttributeReader(compilation, map, cancellation);
    }

    private SourcePlace Place => new(name, SourcePlace.WholeRecord);

    public static ParsedRecord Parse(INamedTypeSymbol symbol, bool isNetwork, Compilation compilation, CancellationToken cancellation)
    {
        var parser = new RecordParser(symbol, isNetwork, compilation, cancellation);
        RecordSpec record;
        try
        {
            record = parser.ParseRecord();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            record = new RecordSpec(parser.name, symbol.Name, [], [], IsBroken: true);
            parser.problems.Add(new Problem("SN0901", record.Place, symbol.Name, parser.current, $"{fault.GetType().Name}: {fault.Message}"));
        }

        return new ParsedRecord(record, parser.problems.Problems, parser.map, parser.blocks);
    }

    private RecordSpec ParseRecord()
    {
        cancellation.ThrowIfCancellationRequested();
        TypeDeclarationSyntax? declaration = null;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is TypeDeclarationSyntax part && (declaration is null || (declaration.ParameterList is null && part.ParameterList is not null)))
                declaration = part;
        }

        if (declaration is not null)
            map[Place] = declaration.Identifier.GetLocation();

        var own = attributes.Read(symbol.GetAttributes(), Place, []);
        var constructor = symbol.InstanceConstructors.FirstOrDefault(IsPrimary);
        var isBroken = !CheckForm(declaration, constructor);
        var parameters = new List<ParameterSpec>();
        foreach (var parameter in constructor?.Parameters ?? [])
            parameters.Add(ReadParameter(parameter, constructor!));
        return new RecordSpec(name, symbol.Name, own, parameters.ToEquatableArray(), isBroken);
    }

    /// <summary>Whether a constructor's parameters are the record's. A record of another assembly has no syntax to tell by.</summary>
    private bool IsPrimary(IMethodSymbol constructor) => symbol.Locations.Any(location => location.IsInSource)
        ? constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax)
        : constructor.Parameters.Length > 0 && constructor.Parameters.All(parameter => symbol.GetMembers(parameter.Name).Any(member => member is IPropertySymbol));

    /// <summary>Whether a record has the form of a network or block; reports the first thing that is wrong.</summary>
    private bool CheckForm(TypeDeclarationSyntax? declaration, IMethodSymbol? constructor)
    {
        // A block of another assembly was checked where it was compiled.
        if (declaration is null)
            return true;

        if (symbol.ContainingType is { } outer)
            return Fail(new Problem("SN0202", Place, symbol.Name, outer.Name));
        if (symbol.IsGenericType)
            return Fail(new Problem("SN0203", Place, symbol.Name));
        if (!isNetwork && Language.HasAttribute(symbol, Language.Input) && !Language.HasAttribute(symbol, Language.Network))
            return Fail(new Problem("SN0207", Place with { Attribute = "Input" }, symbol.Name, "Input", "block", "remove it: a block takes the tensor that enters it"));
        // Names that no record's parameter may have are the C# compiler's error, and nothing can be emitted for them.
        if (constructor is not null && HasForbiddenNames(constructor))
            return false;
        if (isNetwork && Language.HasAttribute(symbol, Language.Block))
            return Fail(new Problem("SN0208", Place, symbol.Name));
        if (!symbol.IsRecord)
            return Fail(new Problem("SN0218", Place, symbol.Name));
        if (isNetwork && symbol.IsFileLocal)
            return Fail(new Problem("SN0219", Place, symbol.Name));
        if (isNetwork && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
            return Fail(new Problem("SN0201", Place, symbol.Name));
        if (constructor is null || !constructor.Parameters.Any(parameter => RoleOf(parameter.Type) != ParameterRole.Constant))
            return Fail(new Problem("SN0204", Place, symbol.Name));
        return !isNetwork || CheckMembers(constructor);

        bool Fail(Problem problem)
        {
            problems.Add(problem);
            return false;
        }
    }

    /// <summary>Whether parameters have the same name, that of their record, or that of a method that every record has.</summary>
    private bool HasForbiddenNames(IMethodSymbol constructor)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { symbol.Name, "Clone", "EqualityContract" };
        for (var type = symbol; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: not MethodKind.Destructor })
                    taken.Add(member.Name);
            }
        }

        return constructor.Parameters.Any(parameter => !taken.Add(parameter.Name));
    }

    /// <summary>Whether no member that a network's author wrote stands where the generator puts one of its own, and the network itself has no such name.</summary>
    private bool CheckMembers(IMethodSymbol constructor)
    {
        var taken = new HashSet<string>(NetworkFile.GeneratedMembers, StringComparer.Ordinal);
        var isFree = !taken.Contains(symbol.Name);
        // No member has the name of its type.
        if (!isFree)
            problems.Add(new Problem("SN0220", Place, symbol.Name, symbol.Name));
        foreach (var parameter in constructor.Parameters)
            taken.Add(parameter.Name);
        foreach (var member in symbol.GetMembers())
        {
            if (!taken.Contains(member.Name))
                continue;
            var syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
            if (syntax is null || member.IsImplicitlyDeclared || (syntax is ParameterSyntax && !NetworkFile.GeneratedMembers.Contains(member.Name)))
                continue;
            var place = syntax is ParameterSyntax ? new SourcePlace(name, constructor.Parameters.First(parameter => parameter.Name == member.Name).Ordinal)
                : SourcePlace.OfMember(name, member.Name);
            map[place] = member.Locations[0];
            problems.Add(new Problem("SN0220", place, member.Name, symbol.Name));
            isFree = false;
        }

        return isFree;
    }

    private ParameterSpec ReadParameter(IParameterSymbol parameter, IMethodSymbol constructor)
    {
        current = parameter.Name;
        var place = new SourcePlace(name, parameter.Ordinal);
        if (parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is ParameterSyntax syntax)
            map[place] = syntax.Identifier.GetLocation();

        var role = RoleOf(parameter.Type);
        if (role == ParameterRole.Block)
            blocks.Add((INamedTypeSymbol)parameter.Type);
        else if (role == ParameterRole.Unknown && parameter.Type.TypeKind != TypeKind.Error)
            problems.Add(new Problem("SN0213", place, parameter.Name, parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), Hint(parameter.Type)));
        return new ParameterSpec(
            name, parameter.Ordinal, parameter.Name, role, TypeName(parameter.Type, role), attributes.Read(parameter.GetAttributes(), place, constructor.Parameters))
        {
            IsHidden = role == ParameterRole.Block && IsHidden((INamedTypeSymbol)parameter.Type),
        };

        static string Hint(ITypeSymbol type) => type is INamedTypeSymbol named && Language.HasAttribute(named, Language.Network)
            ? "; a network cannot be part of another one: make it a [Block]"
            : "";
    }

    /// <summary>Whether not everyone who sees the record sees a block of it: its author may have forgotten <c>public</c>.</summary>
    private bool IsHidden(INamedTypeSymbol block) =>
        block.IsFileLocal || (symbol.DeclaredAccessibility == Accessibility.Public && block.DeclaredAccessibility != Accessibility.Public);

    private static ParameterRole RoleOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Int32 or SpecialType.System_Boolean or SpecialType.System_Double } => ParameterRole.Constant,
        INamedTypeSymbol named when Language.Owns(named) && OpTable.Find(named.Name) is not null => ParameterRole.Layer,
        INamedTypeSymbol named when Language.HasAttribute(named, Language.Block) && !Language.HasAttribute(named, Language.Network) => ParameterRole.Block,
        _ => ParameterRole.Unknown,
    };

    private static string TypeName(ITypeSymbol type, ParameterRole role) => type.SpecialType switch
    {
        SpecialType.System_Int32 => "int",
        SpecialType.System_Boolean => "bool",
        SpecialType.System_Double => "double",
        _ => role == ParameterRole.Block ? Language.FullName(type) : type.Name,
    };
}
