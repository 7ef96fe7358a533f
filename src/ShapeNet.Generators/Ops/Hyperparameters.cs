using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>
/// Reads a layer's hyperparameters from its attribute, putting in the values of the block's constants. What cannot be
/// read is reported once and read as its default, so that every fault of an attribute is found.
/// </summary>
internal sealed class Hyperparameters(
    string layer, SourcePlace place, AttributeSpec? attribute, IReadOnlyDictionary<string, GivenConstant> constants, Action<Problem, GivenConstant?> report)
{
    /// <summary>
    /// The largest kernel, stride, padding or dilation. The product of two is counted by int, for kernels treat each place of a window and
    /// each phase of a stride by itself; whoever wants more has a digit too many.
    /// </summary>
    private const int MaximumLength = 30_000;

    /// <summary>Whether something could not be read.</summary>
    public bool HasErrors { get; private set; } = attribute?.HasErrors == true;

    public int Int(string name, int fallback, int minimum) => OptionalInt(name, minimum) ?? fallback;

    public int? OptionalInt(string name, int minimum) => Resolve(name) switch
    {
        null => null,
        IntValue number => InRange(name, number.Value, minimum),
        var other => (int?)WrongKind(name, other, "an int"),
    };

    public Pair Pair(string name, int fallback, int minimum) => PairOr(name, Ir.Pair.Both(fallback), minimum);

    /// <summary>A number for both axes, or an array of one for rows and one for columns.</summary>
    public Pair PairOr(string name, Pair fallback, int minimum)
    {
        switch (Resolve(name))
        {
            case null:
                return fallback;
            case IntValue number:
                return Ir.Pair.Both(InRange(name, number.Value, minimum, MaximumLength) ?? fallback.Height);
            case ArrayValue { Items.Count: 2 } array when array.Items.All(item => Constant(name, item) is IntValue):
                var sizes = array.Items.Select(item => ((IntValue)Constant(name, item)!).Value).ToArray();
                return new Pair(
                    InRange(name, sizes[0], minimum, MaximumLength) ?? fallback.Height, InRange(name, sizes[1], minimum, MaximumLength) ?? fallback.Width);
            case var other:
                WrongKind(name, other, "an int, or an array of one int for rows and one for columns");
                return fallback;
        }
    }

    public bool Bool(string name, bool fallback) => Resolve(name) switch
    {
        null => fallback,
        BoolValue truth => truth.Value,
        var other => WrongKind(name, other, "true or false") is not null && fallback,
    };

    public double Real(string name, double fallback, Func<double, bool> isAllowed, string allowed)
    {
        switch (Resolve(name))
        {
            case null:
                return fallback;
            case DoubleValue real:
                return Allowed(real.Value, real.Text);
            case IntValue number:
                return Allowed(number.Value, number.Text);
            case var other:
                WrongKind(name, other, "a number");
                return fallback;
        }

        double Allowed(double value, string text)
        {
            if (isAllowed(value))
                return value;
            Reject(name, text, allowed);
            return fallback;
        }
    }

    /// <summary>Reports a value that is out of its range.</summary>
    public void Reject(string name, string value, string allowed)
    {
        // The value of an attribute that the C# compiler rejects is not worth a second message.
        if (!HasErrors)
        {
            // A constant is wrong where the block is given it, and may be right at the block's other uses.
            if (attribute?[name] is TextValue text && constants.TryGetValue(text.Value, out var constant))
                report(new Problem("SN0210", constant.Place, constant.Use, constant.Name, value, $"{allowed}, as {name} of {layer}"), constant);
            else
                report(new Problem("SN0210", place, layer, name, value, allowed), null);
        }

        HasErrors = true;
    }

    private ArgumentValue? Resolve(string name) => attribute?[name] is { } value ? Constant(name, value) : null;

    /// <summary>The value itself, or the value of the block's constant that a text names.</summary>
    private ArgumentValue? Constant(string name, ArgumentValue value)
    {
        if (value is not TextValue text)
            return value;
        if (constants.TryGetValue(text.Value, out var constant))
            return constant.Value;
        // A text that could be no name was meant as the value itself.
        if (!IsName(text.Value))
            return value;
        if (!HasErrors)
            report(UnknownConstant.Problem(place, layer, name, text.Value, constants.Keys), null);

        HasErrors = true;
        return null;
    }

    private static bool IsName(string text) => text.Length > 0 && !char.IsDigit(text[0]) && text.All(c => c == '_' || char.IsLetterOrDigit(c));

    private int? InRange(string name, int value, int minimum, int maximum = int.MaxValue)
    {
        if (value >= minimum && value <= maximum)
            return value;
        Reject(name, Words.Number(value), value < minimum ? $"at least {Words.Number(minimum)}" : $"at most {Words.Number(maximum)}");
        return null;
    }

    private object? WrongKind(string name, ArgumentValue value, string expected)
    {
        // A constant's value differs from use to use, its type does not.
        var text = attribute?[name] is TextValue constant && constants.ContainsKey(constant.Value)
            ? $"{constant.Value}, a constant of type {value switch { IntValue => "int", BoolValue => "bool", _ => "double" }}"
            : value.Text;
        if (!HasErrors)
            report(new Problem("SN0209", place, layer, name, text, expected), null);
        HasErrors = true;
        return null;
    }
}

/// <summary>The value of a block's constant at one use.</summary>
/// <param name="Value">The value.</param>
/// <param name="Place">The attribute that gives it.</param>
/// <param name="Use">The parameter at which that stands.</param>
/// <param name="Name">The constant's name there.</param>
internal sealed record GivenConstant(ArgumentValue Value, SourcePlace Place, string Use, string Name);
