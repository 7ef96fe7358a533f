using ShapeNet.Standins.Cuda.Ptx.Execution;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx.Decoding;

/// <summary>What the kernels of a module share: its functions and the memory of its variables.</summary>
internal sealed class ModuleScope
{
    private readonly Dictionary<string, FunctionSyntax> functions;
    private readonly Dictionary<VariableSyntax, Symbol> globals = new(ReferenceEqualityComparer.Instance);

    public ModuleScope(ModuleSyntax syntax)
    {
        Variables = syntax.Variables;
        functions = syntax.Functions.Where(function => !function.IsEntry).ToDictionary(function => function.Name);
    }

    /// <summary>Variables outside of functions. Each kernel has its own shared ones.</summary>
    public IReadOnlyList<VariableSyntax> Variables { get; }

    public ModuleVariables Memory { get; } = new();

    public FunctionSyntax? Function(string name) => functions.GetValueOrDefault(name);

    /// <summary>A variable in global or constant memory, of which there is one for all.</summary>
    public Symbol Global(VariableSyntax variable)
    {
        if (!globals.TryGetValue(variable, out var symbol))
        {
            var bytes = variable.Bytes ?? throw new PtxFault($"PTX, line {variable.Line}: {variable.Name} has no size.");
            globals[variable] = symbol = new(Space.Global, Memory.Add(bytes, variable.Alignment, variable.Initial));
        }

        return symbol;
    }
}
