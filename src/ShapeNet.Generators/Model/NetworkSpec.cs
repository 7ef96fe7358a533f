namespace ShapeNet.Generators.Model;

// The caching contract: everything below is immutable, compares by value and holds no symbol, syntax node,
// compilation or location. Two declarations that mean the same network give equal specs, wherever they stand and
// however they are formatted, and the pipeline stops at an equal spec.

/// <summary>A network as it was declared, with every block that it reaches.</summary>
/// <param name="ShapesNamespace">The namespace of its assembly's shape types.</param>
/// <param name="Namespace">Its namespace, empty for the global one.</param>
/// <param name="Record">The network's own record.</param>
/// <param name="Blocks">The blocks, in the order in which they are first met.</param>
internal sealed record NetworkSpec(
    string ShapesNamespace, string Namespace, RecordSpec Record, EquatableArray<RecordSpec> Blocks)
{
    public string FullName => Record.FullName;

    public string Name => Record.Name;

    /// <summary>Whether the C# compiler reports an error in the declaration or in a block that it reaches.</summary>
    public bool HasForeignErrors => Blocks.Append(Record).Any(record => record.Attributes.Concat(record.Parameters.SelectMany(parameter => parameter.Attributes)).Any(attribute => attribute.HasErrors));

    /// <summary>The network with one argument of an attribute changed or added.</summary>
    public NetworkSpec With(ParameterSpec parameter, string attribute, string argument, ArgumentValue value)
    {
        return this with { Record = Change(Record), Blocks = Blocks.Select(Change).ToEquatableArray() };

        RecordSpec Change(RecordSpec record) => record.FullName != parameter.Record ? record : record with
        {
            Parameters = record.Parameters.Select(own => own.Ordinal != parameter.Ordinal ? own : own with
            {
                Attributes = own.Attributes.Select(found => found.Name != attribute ? found : found with
                {
                    Arguments = found.Arguments.Where(other => other.Name != argument).Append(new ArgumentSpec(argument, value)).ToEquatableArray(),
                }).ToEquatableArray(),
            }).ToEquatableArray(),
        };
    }
}

/// <summary>A record that declares a network or a block.</summary>
/// <param name="FullName">Namespace and name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Attributes">The attributes on the record.</param>
/// <param name="Parameters">Its parameters, in order.</param>
/// <param name="IsBroken">Whether its form was rejected where it is declared: its uses stay silent.</param>
internal sealed record RecordSpec(
    string FullName, string Name, EquatableArray<AttributeSpec> Attributes, EquatableArray<ParameterSpec> Parameters, bool IsBroken)
{
    public SourcePlace Place => new(FullName, SourcePlace.WholeRecord);

    public AttributeSpec? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    public IEnumerable<ParameterSpec> Constants => Parameters.Where(parameter => parameter.Role == ParameterRole.Constant);
}

/// <summary>What a record's parameter declares.</summary>
internal enum ParameterRole
{
    /// <summary>A constant that each use of the block gives.</summary>
    Constant,

    /// <summary>A layer of the language.</summary>
    Layer,

    /// <summary>A block of the user's.</summary>
    Block,

    /// <summary>Something else: rejected, or an error of the C# compiler's.</summary>
    Unknown,
}

/// <summary>One parameter of a record.</summary>
/// <param name="Record">The full name of the record.</param>
/// <param name="Ordinal">Its place among the parameters, from 0.</param>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it declares.</param>
/// <param name="TypeName">The layer's type (<c>Conv2d</c>), the block's full name, or the constant's keyword (<c>int</c>).</param>
/// <param name="Attributes">Its attributes, in order.</param>
internal sealed record ParameterSpec(
    string Record, int Ordinal, string Name, ParameterRole Role, string TypeName, EquatableArray<AttributeSpec> Attributes)
{
    public SourcePlace Place => new(Record, Ordinal);

    /// <summary>
    /// Whether its type is less accessible than the record, or local to a file. The C# compiler rejects the parameter, and
    /// generated code does not say the same once more.
    /// </summary>
    public bool IsHidden { get; init; }

    public SourcePlace AttributePlace(string attribute) => new(Record, Ordinal, attribute);

    public AttributeSpec? Attribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}

/// <summary>An attribute with its arguments as they were written.</summary>
/// <param name="Name">Its name without <c>Attribute</c>.</param>
/// <param name="Arguments">Constructor arguments by the property they set, then named arguments.</param>
/// <param name="HasErrors">Whether the C# compiler reports an error inside it.</param>
internal sealed record AttributeSpec(string Name, EquatableArray<ArgumentSpec> Arguments, bool HasErrors)
{
    /// <summary>An attribute that the C# compiler does not know: what it was meant to be is unknown too.</summary>
    public static AttributeSpec Unknown { get; } = new("?", [], HasErrors: true);

    public ArgumentValue? this[string name] => Arguments.FirstOrDefault(argument => argument.Name == name)?.Value;
}

/// <summary>One argument of an attribute.</summary>
internal sealed record ArgumentSpec(string Name, ArgumentValue Value);

/// <summary>The value of an argument: a number, a truth value, a text, an array of them, or something not understood.</summary>
internal abstract record ArgumentValue
{
    /// <summary>The value as the reader of a message would write it.</summary>
    public abstract string Text { get; }
}

internal sealed record IntValue(int Value) : ArgumentValue
{
    public override string Text => Words.Number(Value);
}

internal sealed record BoolValue(bool Value) : ArgumentValue
{
    public override string Text => Value ? "true" : "false";
}

internal sealed record DoubleValue(double Value) : ArgumentValue
{
    public override string Text => Words.Real(Value) is var text && text.All(c => char.IsDigit(c) || c == '-') ? text + ".0" : text;
}

internal sealed record TextValue(string Value) : ArgumentValue
{
    public override string Text => $"\"{Value}\"";
}

internal sealed record ArrayValue(EquatableArray<ArgumentValue> Items) : ArgumentValue
{
    public override string Text => $"{{ {string.Join(", ", Items.Select(item => item.Text))} }}";
}

internal sealed record OtherValue(string Description) : ArgumentValue
{
    public override string Text => Description;
}
