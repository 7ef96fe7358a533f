using ShapeNet.Standins.Cuda.Ptx.Decoding;
using ShapeNet.Standins.Cuda.Ptx.Parsing;

namespace ShapeNet.Standins.Cuda.Ptx;

/// <summary>PTX text, read and ready to run.</summary>
internal sealed class PtxModule
{
    private PtxModule(IReadOnlyDictionary<string, PtxKernel> kernels) => Kernels = kernels;

    public IReadOnlyDictionary<string, PtxKernel> Kernels { get; }

    /// <param name="text">The module.</param>
    /// <param name="observer">What looks on while its kernels run, if anything.</param>
    /// <exception cref="PtxFault">The text is not PTX, or has an instruction that is not supported.</exception>
    public static PtxModule Parse(string text, Observer observer = default)
    {
        var syntax = Parser.Parse(text);
        var module = new ModuleScope(syntax);
        return new(syntax.Functions.Where(function => function.IsEntry)
            .ToDictionary(function => function.Name, function => new KernelDecoder(module, function, observer).Decode()));
    }
}
