namespace ShapeNet.Standins.Cuda.Ptx.Parsing;

/// <summary>Reads a function's body, past its closing brace.</summary>
internal sealed class BodyReader(Scanner scanner)
{
    private static readonly string[] VariableSpaces = [".shared", ".local", ".global", ".const", ".param"];

    private readonly List<Item> items = [];

    public List<Item> Read()
    {
        for (var depth = 1; depth > 0;)
        {
            if (scanner.Take('{'))
            {
                depth++;
                items.Add(new Item.ScopeStart());
            }
            else if (scanner.Take('}'))
            {
                if (--depth > 0)
                    items.Add(new Item.ScopeEnd());
            }
            else if (scanner.IsNext('.'))
                Directive();
            else
                LabelOrStatement();
        }

        return items;
    }

    private void Directive()
    {
        var isExternal = scanner.TakeDirective(".extern");
        if (scanner.TakeDirective(".reg"))
            Registers();
        else if (VariableSpaces.FirstOrDefault(scanner.TakeDirective) is { } space)
        {
            do
                items.Add(new Item.Variable(VariableSyntaxReader.Read(scanner, space[1..], isExternal)));
            while (scanner.Take(','));
            scanner.Expect(';');
        }
        else if (scanner.TakeDirective(".pragma"))
            scanner.SkipPast(';');
        else if (scanner.TakeDirective(".loc"))
        {
            for (var i = 0; i < 3; i++)
                scanner.SmallInteger();
        }
        else
            throw scanner.Fault("an unknown directive");
    }

    private void Registers()
    {
        var type = scanner.Word(withDots: false)[1..];
        do
        {
            var name = scanner.Word(withDots: false);
            int? count = null;
            if (scanner.Take('<'))
            {
                count = scanner.SmallInteger();
                scanner.Expect('>');
            }

            items.Add(new Item.Registers(type, name, count));
        }
        while (scanner.Take(','));
        scanner.Expect(';');
    }

    private void LabelOrStatement()
    {
        var mark = scanner.Mark();
        var line = scanner.Line;
        string? guard = null;
        var negated = false;
        if (scanner.Take('@'))
        {
            negated = scanner.Take('!');
            guard = scanner.Word(withDots: false);
        }

        var opcode = scanner.Word(withDots: true);
        if (guard is null && scanner.Take(':'))
        {
            Label(opcode);
            return;
        }

        List<Operand> operands = [];
        if (!scanner.IsNext(';'))
        {
            do
                operands.Add(OperandHere());
            while (scanner.Take(','));
        }

        scanner.Expect(';');
        items.Add(new Item.Statement(line, scanner.TextFrom(mark), guard, negated, opcode, operands));
    }

    private void Label(string name)
    {
        if (!scanner.TakeDirective(".branchtargets"))
        {
            items.Add(new Item.Label(name));
            return;
        }

        List<string> labels = [];
        do
            labels.Add(scanner.Word(withDots: false));
        while (scanner.Take(','));
        scanner.Expect(';');
        items.Add(new Item.BranchTargets(name, labels));
    }

    private Operand OperandHere()
    {
        if (scanner.Take('['))
        {
            var address = OperandHere();
            scanner.Expect(']');
            return address switch
            {
                Operand.Name(var name, var offset) => new Operand.Address(new Operand.Name(name), offset),
                Operand.Integer => new Operand.Address(address, 0),
                _ => throw scanner.Fault("an address is expected"),
            };
        }

        if (scanner.Take('{'))
            return ListUntil('}');
        if (scanner.Take('('))
            return ListUntil(')');
        if (scanner.Take('!'))
            return new Operand.Not(scanner.Word(withDots: false));
        if (!scanner.IsWordNext)
            return scanner.Number();
        var word = scanner.Word(withDots: true);
        if (scanner.Take('|'))
            return new Operand.Pair(word, scanner.Word(withDots: false));
        if (!scanner.IsNext('+') && !scanner.IsNext('-'))
            return new Operand.Name(word);
        scanner.Take('+');
        return scanner.Number() is Operand.Integer displacement
            ? new Operand.Name(word, (long)displacement.Value)
            : throw scanner.Fault("an integer is expected");
    }

    private Operand.List ListUntil(char end)
    {
        List<Operand> operands = [];
        if (scanner.Take(end))
            return new(operands);
        do
            operands.Add(OperandHere());
        while (scanner.Take(','));
        scanner.Expect(end);
        return new(operands);
    }
}
