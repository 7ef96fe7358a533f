using System.Collections.Concurrent;
using System.Reflection;
using ILGPU.Checker;

namespace ILGPU.Rewriting;

/// <summary>Runs a thread from an entry to where it waits next.</summary>
/// <param name="group">The running group.</param>
/// <param name="frame">The thread's variables that outlive a barrier.</param>
/// <param name="arguments">The launch's arguments.</param>
/// <param name="entry">Zero to begin, or the number of the wait to go on from.</param>
/// <returns>Zero at the end, or the number of the wait reached.</returns>
internal delegate int KernelStep(ThreadGroup group, nint frame, nint arguments, int entry);

/// <summary>A kernel rewritten so that its threads take turns on one thread of the system.</summary>
internal sealed class KernelProgram
{
    private static readonly ConcurrentDictionary<(MethodInfo Method, bool TakesIndex), KernelProgram> Programs = new();

    private KernelProgram(MethodInfo method, bool takesIndex)
    {
        Name = $"{method.DeclaringType?.Name}.{method.Name}";
        TakesIndex = takesIndex;
        try
        {
            var parameters = method.GetParameters();
            var offset = 0;
            foreach (var parameter in parameters.Skip(takesIndex ? 1 : 0))
            {
                if (TypeSizes.ContainsReferences(parameter.ParameterType) || parameter.ParameterType.IsByRef)
                    throw new UnsupportedKernelException($"takes '{parameter.Name}', which is no plain value", new Place(method, 0));
                var size = TypeSizes.Of(parameter.ParameterType);
                Parameters.Add(new(parameter.Name ?? "", parameter.ParameterType, offset, size));
                offset = (offset + size + Alignment.Widest - 1) & -Alignment.Widest;
            }

            ArgumentBytes = offset;
            Step = new KernelRewriter(this, Inliner.Inline(method)).Emit();
        }
        catch (UnsupportedKernelException unsupported)
        {
            throw new NotSupportedException($"Kernel {Name} {unsupported.Message}, at {SourceLines.Describe(unsupported.Place)}.", unsupported);
        }
    }

    public string Name { get; }

    /// <summary>Whether the kernel's first parameter is the thread's index.</summary>
    public bool TakesIndex { get; }

    public List<KernelParameter> Parameters { get; } = [];

    /// <summary>Where the kernel's accesses are in the source.</summary>
    public SourcePlaces Places { get; } = new();

    /// <summary>The waits, from number one.</summary>
    public List<Wait> Waits { get; } = [];

    public KernelStep Step { get; }

    public int ArgumentBytes { get; }

    public int FrameBytes { get; set; }

    public int ReferenceCount { get; set; }

    public static KernelProgram Load(MethodInfo method, bool takesIndex) =>
        Programs.GetOrAdd((method, takesIndex), static key => new KernelProgram(key.Method, key.TakesIndex));
}

/// <summary>A call at which threads wait for others.</summary>
internal sealed record Wait(string Name, Meeting Meeting, bool OrdersMemory, int Position);
