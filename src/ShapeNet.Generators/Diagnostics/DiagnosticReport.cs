using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Parser;

namespace ShapeNet.Generators.Diagnostics;

/// <summary>Problems with the positions they are shown at.</summary>
internal sealed record DiagnosticReport(EquatableArray<Problem> Problems, SourceMap Map)
{
    /// <summary>What is wrong with a declaration's form, and what the compiler found in it.</summary>
    public static DiagnosticReport Of(ParsedNetwork parsed, ImmutableArray<CompilerOutput> outputs, EquatableArray<string> clashes)
    {
        var spec = parsed.Spec;
        var found = clashes.Contains(spec.FullName)
            ? [new Problem("SN0221", spec.Record.Place, spec.Name, outputs.Select(output => output.Network).First(name => name != spec.FullName && string.Equals(name, spec.FullName, StringComparison.OrdinalIgnoreCase)))]
            : outputs.First(output => output.Network == spec.FullName).Problems;
        return new DiagnosticReport(parsed.Problems.Concat(found).Distinct().ToEquatableArray(), parsed.Map);
    }

    public void Send(Action<Diagnostic> report)
    {
        foreach (var problem in Problems)
            report(Diagnostic.Create(Descriptors.Get(problem.Id), Map.Find(problem.Place), [.. problem.Arguments]));
    }
}
