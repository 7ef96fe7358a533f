namespace ShapeNet.Standins.Cuda.Ptx.Parsing;

/// <summary>Reads a module: its variables, its functions and their bodies.</summary>
internal sealed class Parser
{
    private static readonly string[] Spaces = [".reg", ".shared", ".local", ".global", ".const", ".param"];

    private readonly Scanner scanner;
    private readonly List<VariableSyntax> variables = [];
    private readonly List<FunctionSyntax> functions = [];

    private Parser(string text) => scanner = new(text);

    public static ModuleSyntax Parse(string text)
    {
        var parser = new Parser(text);
        while (!parser.scanner.AtEnd)
            parser.Declaration();
        return new(parser.variables, parser.functions);
    }

    private void Declaration()
    {
        var isExternal = false;
        while (scanner.TakeDirective(".visible") || scanner.TakeDirective(".weak") || scanner.TakeDirective(".common"))
        {
        }

        if (scanner.TakeDirective(".extern"))
            isExternal = true;

        if (scanner.TakeDirective(".version"))
            scanner.Number();
        else if (scanner.TakeDirective(".target"))
            Names();
        else if (scanner.TakeDirective(".address_size"))
        {
            if (scanner.SmallInteger() != 64)
                throw scanner.Fault("only addresses of 64 bits are supported");
        }
        else if (scanner.TakeDirective(".file"))
        {
            scanner.SmallInteger();
            scanner.QuotedText();
        }
        else if (scanner.TakeDirective(".entry"))
            Function(isEntry: true, isExternal);
        else if (scanner.TakeDirective(".func"))
            Function(isEntry: false, isExternal);
        else if (Space() is { } space && space != "reg")
        {
            do
                variables.Add(VariableSyntaxReader.Read(scanner, space, isExternal));
            while (scanner.Take(','));
            scanner.Expect(';');
        }
        else
            throw scanner.Fault("a declaration is expected");
    }

    private string? Space() => Spaces.FirstOrDefault(scanner.TakeDirective)?[1..];

    private List<string> Names()
    {
        List<string> names = [];
        do
            names.Add(scanner.Word(withDots: false));
        while (scanner.Take(','));
        return names;
    }

    private void Function(bool isEntry, bool isExternal)
    {
        var line = scanner.Line;
        var results = scanner.IsNext('(') ? Parameters() : [];
        var name = scanner.Word(withDots: false);
        var parameters = scanner.IsNext('(') ? Parameters() : [];
        int? maxThreads = null;
        while (scanner.IsNext('.'))
        {
            if (scanner.TakeDirective(".maxntid") || scanner.TakeDirective(".reqntid"))
                maxThreads = Product();
            else if (scanner.TakeDirective(".minnctapersm") || scanner.TakeDirective(".maxnctapersm") || scanner.TakeDirective(".maxnreg"))
                scanner.SmallInteger();
            else if (scanner.TakeDirective(".noreturn"))
                continue;
            else
                throw scanner.Fault($"{name}: an unknown directive");
        }

        // A declaration: the body follows elsewhere in the module.
        if (scanner.Take(';'))
            return;
        if (isExternal)
            throw scanner.Fault($"{name}: an external function has no body");
        scanner.Expect('{');
        functions.Add(new(line, name, isEntry, results, parameters, maxThreads, new BodyReader(scanner).Read()));
    }

    private int Product()
    {
        var product = 1;
        do
            product *= scanner.SmallInteger();
        while (scanner.Take(','));
        return product;
    }

    private List<VariableSyntax> Parameters()
    {
        List<VariableSyntax> parameters = [];
        scanner.Expect('(');
        if (scanner.Take(')'))
            return parameters;
        do
        {
            if (Space() is not ("param" or "reg") and var space)
                throw scanner.Fault($"a parameter is expected, not a variable in .{space}");
            parameters.Add(VariableSyntaxReader.Read(scanner, "param", isExternal: false));
        }
        while (scanner.Take(','));
        scanner.Expect(')');
        return parameters;
    }
}
