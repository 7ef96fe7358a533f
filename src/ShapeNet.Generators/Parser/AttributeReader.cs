using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Parser;

/// <summary>Reads the language's attributes of records and parameters, and notes where they stand.</summary>
/// <param name="compilation">The program.</param>
/// <param name="map">Receives the attributes' positions.</param>
/// <param name="cancellation">Stops the reading.</param>
internal sealed class AttributeReader(Compilation compilation, Dictionary<SourcePlace, Location> map, CancellationToken cancellation)
{
    /// <param name="attributes">The attributes, in order.</param>
    /// <param name="place">What carries them.</param>
    /// <param name="siblings">The parameters whose names are in scope.</param>
    public EquatableArray<AttributeSpec> Read(ImmutableArray<AttributeData> attributes, SourcePlace place, ImmutableArray<IParameterSymbol> siblings)
    {
        if (attributes.IsEmpty)
            return [];
        var specs = new List<AttributeSpec>(attributes.Length);
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is not { } type || (type.TypeKind != TypeKind.Error && !Language.Owns(type)))
                continue;
            // The C# compiler says what does not belong on a parameter at all.
            if (place.Parameter != SourcePlace.WholeRecord && type.Name is Language.Network or Language.Block or Language.Input)
                continue;
            if (type.TypeKind == TypeKind.Error)
            {
                specs.Add(AttributeSpec.Unknown);
                continue;
            }

            var name = type.Name.EndsWith("Attribute", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Attribute".Length) : type.Name;
            // A doubled attribute is the C# compiler's error; the first one counts.
            if (specs.Exists(spec => spec.Name == name))
                continue;
            var syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
            if (syntax is not null)
                map[place with { Attribute = name }] = syntax.GetLocation();
            specs.Add(Read(attribute, name, syntax is not null && IsRejected(attribute, syntax, siblings)));
        }

        return specs.ToEquatableArray();
    }

    /// <summary>
    /// Whether the C# compiler reports an error that the attribute's data do not show: an argument of an unknown name,
    /// or <c>nameof</c> of something that does not exist, which has a value all the same.
    /// </summary>
    private bool IsRejected(AttributeData attribute, AttributeSyntax syntax, ImmutableArray<IParameterSymbol> siblings)
    {
        if (syntax.ArgumentList is not { } list)
            return false;
        var named = 0;
        foreach (var argument in list.Arguments)
            named += argument.NameEquals is null ? 0 : 1;
        if (named != attribute.NamedArguments.Length)
            return true;
        foreach (var node in list.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments: { Count: 1 } operands }
                && !IsParameter(operands[0].Expression, siblings)
                && compilation.GetSemanticModel(syntax.SyntaxTree).GetSymbolInfo(operands[0].Expression, cancellation) is { Symbol: null, CandidateSymbols.IsEmpty: true })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an expression is the name of a parameter in scope: binding it could only find that.</summary>
    private static bool IsParameter(ExpressionSyntax expression, ImmutableArray<IParameterSymbol> siblings)
    {
        if (expression is not IdentifierNameSyntax { Identifier.ValueText: var name })
            return false;
        foreach (var sibling in siblings)
        {
            if (sibling.Name == name)
                return true;
        }

        return false;
    }

    private static AttributeSpec Read(AttributeData attribute, string name, bool hasErrors)
    {
        var arguments = new List<ArgumentSpec>();
        hasErrors |= attribute.AttributeConstructor is null;
        if (attribute.AttributeConstructor is { } constructor && attribute.ConstructorArguments.Length == constructor.Parameters.Length)
        {
            for (var i = 0; i < constructor.Parameters.Length; i++)
            {
                var parameter = constructor.Parameters[i].Name;
                Add(char.ToUpperInvariant(parameter[0]) + parameter.Substring(1), attribute.ConstructorArguments[i]);
            }
        }

        foreach (var pair in attribute.NamedArguments)
            Add(pair.Key, pair.Value);
        return new AttributeSpec(name, arguments.ToEquatableArray(), hasErrors);

        void Add(string argument, TypedConstant constant)
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
}
