using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Parser;

/// <summary>Everything that a program declares in the language.</summary>
internal sealed record ParsedDeclarations(EquatableArray<ParsedNetwork> Networks, EquatableArray<ParsedBlock> Blocks);

/// <summary>One parsed declaration: what it means, what is wrong with its form, and where its parts stand.</summary>
internal sealed record ParsedNetwork(NetworkSpec Spec, EquatableArray<Problem> Problems, SourceMap Map);

/// <summary>What is wrong with the form of a block, or of what is no network although it looks like one.</summary>
internal sealed record ParsedBlock(EquatableArray<Problem> Problems, SourceMap Map);
