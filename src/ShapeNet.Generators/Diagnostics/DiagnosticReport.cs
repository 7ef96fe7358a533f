using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Parser;

namespace ShapeNet.Generators.Diagnostics;

/// <summary>Problems with the positions they are shown at.</summary>
internal sealed record DiagnosticReport(EquatableArray<Problem> Problems, SourceMap Map)
{
    /// <summary>What is wrong with a declaration's form, and what the compiler found in it.</summary>
    public static DiagnosticReport Of(ParsedNetwork parsed, AssemblyOutput assembly)
    {
        var spec = parsed.Spec;
        var found = assembly.Clashes.Contains(spec.FullName)
            ? [new Problem("SN0221", spec.Record.Place, spec.Name, assembly.Networks.Select(output => output.Network).First(name => name != spec.FullName && string.Equals(name, spec.FullName, StringComparison.OrdinalIgnoreCase)))]
            : assembly.Networks.First(output => output.Network == spec.FullName).Problems;
        return new DiagnosticReport(parsed.Problems.Concat(found).Distinct().ToEquatableArray(), parsed.Map);
    }

    public void Send(Action<Diagnostic> report)
    {
        foreach (var problem in Problems)
            report(Diagnostic.Create(Descriptors.Get(problem.Id), Map.Find(problem.Place), [.. problem.Arguments]));
    }
}
