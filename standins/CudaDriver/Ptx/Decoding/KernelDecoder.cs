using ShapeNet.Standins.Cuda.Races;
using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>Makes a kernel's syntax into instructions. Functions it calls become a part of it.</summary>
/// <param name="observer">What looks on while it runs, if anything.</param>
internal sealed class KernelDecoder(ModuleScope module, FunctionSyntax kernel, Observer observer)
{
    private const int DynamicSharedAlignment = 16;

    private readonly List<Instruction> code = [];
    private readonly List<(Branch Branch, string Label, Scope Scope)> branches = [];
    private readonly List<(IndexedBranch Branch, string Targets, Scope Scope)> indexedBranches = [];
    private readonly List<(int Start, int Bytes)> variableRegisters = [];
    private readonly List<ConstantRegister> constants = [];
    private readonly Dictionary<(int Bytes, ulong Value), int> constantOffsets = [];
    private readonly Dictionary<string, Register> specials = [];
    private readonly HashSet<string> calls = [];
    private int registerBytes;
    private int sharedBytes;
    private int localBytes;
    private int rangeCount;
    private int dynamicStart;
    private bool hasGlobalAtomics;
    private Item.Statement? current;
    private Scope scope = new(null);
    private string? returnLabel;

    public PtxKernel Decode()
    {
        dynamicStart = Align(SharedBytesOf(kernel), DynamicSharedAlignment);
        foreach (var variable in module.Variables)
            Declare(variable);
        var (offset, parameters) = (0, new List<(int, int)>());
        foreach (var parameter in kernel.Parameters)
        {
            offset = Align(offset, parameter.Alignment);
            parameters.Add((offset, parameter.Bytes!.Value));
            scope.Add(parameter.Name, new Symbol(Space.Parameter, (ulong)offset));
            offset += parameter.Bytes.Value;
        }

        Body(kernel.Body);
        Add(new Exit());
        Resolve();
        for (var i = 0; i < code.Count; i++)
            code[i].Index = i;
        Instruction[] instructions = [.. code];
        var profile = observer.Profile?.Add(kernel.Name, instructions);
        return new(
            new()
            {
                Name = kernel.Name,
                Instructions = instructions,
                Observed = profile?.Instructions ?? (observer.Races is null ? instructions : Array.ConvertAll(instructions, CheckedAccess.Of)),
                Profile = profile,
                Races = observer.Races,
                RegisterBytes = registerBytes,
                VariableRegisters = variableRegisters,
                Constants = constants,
                SpecialRegisters = [.. specials.Select(special => new SpecialRegister(special.Value.Offset, special.Key))],
                StaticSharedBytes = sharedBytes,
                DynamicSharedStart = dynamicStart,
                LocalBytes = Align(localBytes, DynamicSharedAlignment),
                RangeCount = rangeCount,
                Variables = module.Memory,
                HasGlobalAtomics = hasGlobalAtomics,
            },
            parameters,
            kernel.MaxThreads);
    }

    /// <summary>An unsupported instruction or operand.</summary>
    public PtxFault Fault(string problem) => new(current is null
        ? $"{kernel.Name}: {problem}."
        : $"{kernel.Name}, line {current.Line}, \"{current.Text}\": {problem}.");

    public Register? FindRegister(string name) => scope.Register(name) ?? Special(name);

    public Symbol? FindSymbol(string name) => scope.Symbol(name);

    /// <summary>A place that holds a constant in every lane.</summary>
    public int Constant(int bytes, ulong value)
    {
        if (bytes < 8)
            value &= (1UL << (bytes * 8)) - 1;
        if (!constantOffsets.TryGetValue((bytes, value), out var offset))
        {
            constantOffsets[(bytes, value)] = offset = Reserve(bytes);
            constants.Add(new(offset, bytes, value));
        }

        return offset;
    }

    /// <summary>A place for a result that nothing reads.</summary>
    public int Sink() => Reserve(8);

    public int NextRange() => rangeCount++;

    public void NoteGlobalAtomics() => hasGlobalAtomics = true;

    public Branch BranchTo(string label, int? predicate, bool negated)
    {
        var branch = new Branch(predicate, negated);
        branches.Add((branch, label, scope));
        return branch;
    }

    public IndexedBranch BranchToAny(int index, string targets)
    {
        var count = scope.Targets(targets) is { } labels ? labels.Count : throw Fault($"there are no branch targets {targets}");
        var branch = new IndexedBranch(index, new int[count]);
        indexedBranches.Add((branch, targets, scope));
        return branch;
    }

    /// <summary>A return: from a function that has become a part of the kernel, a branch behind it.</summary>
    public Instruction Return() => returnLabel is null ? new Exit() : BranchTo(returnLabel, null, negated: false);

    public void Call(string name, IReadOnlyList<Operand> results, IReadOnlyList<Operand> arguments)
    {
        var function = module.Function(name) ?? throw Fault($"there is no function {name}");
        if (results.Count != function.Results.Count || arguments.Count != function.Parameters.Count)
            throw Fault($"{name} takes other arguments");
        if (!calls.Add(name))
            throw Fault($"{name} calls itself, which is not supported");
        var (outer, outerReturn, call) = (scope, returnLabel, current);
        var inner = new Scope(Root(outer));
        foreach (var (formal, actual) in function.Results.Zip(results).Concat(function.Parameters.Zip(arguments)))
        {
            var symbol = actual is Operand.Name variable ? outer.Symbol(variable.Text) : null;
            inner.Add(formal.Name, symbol ?? throw Fault("an argument is not a variable"));
        }

        scope = inner;
        returnLabel = ".return";
        Body(function.Body);
        inner.AddLabel(returnLabel, code.Count);
        (scope, returnLabel, current) = (outer, outerReturn, call);
        calls.Remove(name);
    }

    public void Add(Instruction instruction)
    {
        instruction.Source = current;
        code.Add(instruction);
    }

    private static Scope Root(Scope scope) => scope.Outer is { } outer ? Root(outer) : scope;

    private static int Align(int value, int alignment) => (value + alignment - 1) / alignment * alignment;

    private void Body(IReadOnlyList<Item> items)
    {
        scope = new(scope);
        foreach (var item in items)
        {
            if (item is Item.BranchTargets targets)
                scope.AddTargets(targets.Name, targets.Labels);
        }

        foreach (var item in items)
        {
            switch (item)
            {
                case Item.ScopeStart:
                    scope = new(scope);
                    break;
                case Item.ScopeEnd:
                    scope = scope.Outer!;
                    break;
                case Item.Label label:
                    scope.AddLabel(label.Name, code.Count);
                    break;
                case Item.Registers registers:
                    Declare(registers);
                    break;
                case Item.Variable variable:
                    Declare(variable.Declaration);
                    break;
                case Item.Statement statement:
                    Statement(statement);
                    break;
            }
        }

        current = null;
    }

    private void Statement(Item.Statement statement)
    {
        current = statement;
        Branch? around = null;
        if (statement.Guard is { } guard && !statement.Opcode.StartsWith("bra", StringComparison.Ordinal))
        {
            // Those whose predicate is false branch around the instruction, and meet the others behind it.
            around = new(Operands.PredicateRegister(this, guard), !statement.GuardNegated);
            Add(around);
        }

        try
        {
            if (InstructionDecoder.Decode(this, statement) is { } instruction)
                Add(instruction);
        }
        catch (UnknownInstructionException)
        {
            throw Fault("unknown instruction");
        }

        if (around is not null)
            around.Target = code.Count;
    }

    private void Declare(Item.Registers registers)
    {
        var type = PtxType.Find(registers.Type) ?? throw Fault($"unknown type .{registers.Type}");
        var start = registerBytes;
        if (registers.Count is not { } count)
            scope.Add(registers.Name, new Register(type, Reserve(type.Bytes)));
        else
        {
            for (var i = 0; i < count; i++)
                scope.Add($"{registers.Name}{i}", new Register(type, Reserve(type.Bytes)));
        }

        variableRegisters.Add((start, registerBytes - start));
    }

    private void Declare(VariableSyntax variable)
    {
        switch (variable.Space)
        {
            case "shared" when variable.Bytes is { } bytes:
                sharedBytes = Align(sharedBytes, variable.Alignment);
                scope.Add(variable.Name, new Symbol(Space.Shared, (ulong)sharedBytes));
                sharedBytes += bytes;
                break;
            case "shared":
                scope.Add(variable.Name, new Symbol(Space.Shared, (ulong)dynamicStart));
                break;
            case "local" or "param" when variable.Bytes is { } bytes:
                localBytes = Align(localBytes, variable.Alignment);
                scope.Add(variable.Name, new Symbol(Space.Local, (ulong)localBytes));
                localBytes += bytes;
                break;
            case "global" or "const":
                scope.Add(variable.Name, module.Global(variable));
                break;
            default:
                throw new PtxFault($"PTX, line {variable.Line}: {variable.Name} has no size.");
        }
    }

    // Dynamic shared memory begins behind all static shared memory, also that which is declared later in the kernel or what it calls.
    private int SharedBytesOf(FunctionSyntax function)
    {
        var bytes = 0;
        Measure(module.Variables);
        Walk(function, []);
        return bytes;

        void Walk(FunctionSyntax of, HashSet<string> seen)
        {
            Measure(of.Body.OfType<Item.Variable>().Select(item => item.Declaration));
            foreach (var call in of.Body.OfType<Item.Statement>().Where(statement => statement.Opcode.StartsWith("call", StringComparison.Ordinal)))
            {
                foreach (var name in call.Operands.OfType<Operand.Name>())
                {
                    if (module.Function(name.Text) is { } callee && seen.Add(callee.Name))
                    {
                        Walk(callee, seen);
                        seen.Remove(callee.Name);
                    }
                }
            }
        }

        void Measure(IEnumerable<VariableSyntax> variables)
        {
            foreach (var variable in variables.Where(variable => variable is { Space: "shared", Bytes: not null }))
                bytes = Align(bytes, variable.Alignment) + variable.Bytes!.Value;
        }
    }

    private Register? Special(string name)
    {
        if (specials.TryGetValue(name, out var register))
            return register;
        if (SpecialRegister.BytesOf(name) is not { } bytes)
            return null;
        return specials[name] = new(PtxType.Find(bytes == 4 ? "b32" : "b64")!, Reserve(bytes));
    }

    private int Reserve(int bytes)
    {
        var offset = registerBytes;
        registerBytes += bytes * Wave.Lanes;
        return offset;
    }

    private void Resolve()
    {
        foreach (var (branch, label, from) in branches)
            branch.Target = Place(branch, label, from);
        foreach (var (branch, targets, from) in indexedBranches)
        {
            var labels = from.Targets(targets)!;
            for (var i = 0; i < labels.Count; i++)
                branch.Targets[i] = Place(branch, labels[i], from);
        }
    }

    private int Place(Instruction branch, string label, Scope from)
    {
        current = branch.Source;
        return from.Label(label) ?? throw Fault($"there is no label {label}");
    }
}
