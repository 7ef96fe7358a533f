using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ShapeNet.Generators.Parser;

/// <summary>
/// The declarations of the program that was seen last. They are bound again only where an edit could change what they
/// mean; binding attributes is most of the work that an edit elsewhere would cost.
/// </summary>
internal sealed class DeclarationCache
{
    private Snapshot? last;

    public ParsedDeclarations Get(Compilation compilation, CancellationToken cancellation)
    {
        var program = (CSharpCompilation)compilation;
        var known = Volatile.Read(ref last);
        var snapshot = known is not null && known.HoldsFor(program, cancellation)
            ? known with { Trees = program.SyntaxTrees }
            : Snapshot.Of(program, DeclarationParser.Parse(program, cancellation));
        Volatile.Write(ref last, snapshot);
        return snapshot.Declarations;
    }

    /// <summary>Declarations with all that they were made from.</summary>
    private sealed record Snapshot(
        ImmutableArray<SyntaxTree> Trees, ImmutableArray<MetadataReference> References, CSharpCompilationOptions Options, string? Assembly,
        ParsedDeclarations Declarations, Lazy<HashSet<string>> Mentions, Lazy<HashSet<string>> Aliases)
    {
        public static Snapshot Of(CSharpCompilation program, ParsedDeclarations declarations)
        {
            var (trees, assembly) = (program.SyntaxTrees, program.AssemblyName ?? "");
            // A build runs the generator once and never asks for these.
            var mentions = new Lazy<HashSet<string>>(() => Parser.Mentions.Of(trees, assembly, CancellationToken.None));
            var aliases = new Lazy<HashSet<string>>(() => DeclarationFinder.GlobalAliases(trees, CancellationToken.None));
            return new Snapshot(trees, program.ExternalReferences, program.Options, program.AssemblyName, declarations, mentions, aliases);
        }

        /// <summary>Whether a program's declarations mean the same, wherever it differs.</summary>
        public bool HoldsFor(CSharpCompilation program, CancellationToken cancellation)
        {
            if (program.AssemblyName != Assembly || !program.Options.Equals(Options) || !References.SequenceEqual(program.ExternalReferences))
                return false;
            var trees = program.SyntaxTrees;
            var start = 0;
            while (start < trees.Length && start < Trees.Length && trees[start] == Trees[start])
                start++;
            var end = 0;
            while (end < trees.Length - start && end < Trees.Length - start && trees[trees.Length - 1 - end] == Trees[Trees.Length - 1 - end])
                end++;
            return AreElsewhere(Trees, trees) && AreElsewhere(trees, Trees);

            // Whether the files between the first and the last ones that both programs have declare nothing that is mentioned.
            bool AreElsewhere(ImmutableArray<SyntaxTree> files, ImmutableArray<SyntaxTree> others)
            {
                for (var i = start; i < files.Length - end; i++)
                {
                    var facts = FileFacts.Of(files[i], cancellation);
                    if (facts.ReachesEverywhere || facts.TypeNames.Any(Mentions.Value.Contains) || DeclarationFinder.Candidates(files[i], Aliases.Value, cancellation).Any())
                        return false;
                    // A namespace is nothing but a name: it matters whether it exists, not which files are in it.
                    if (facts.Namespaces.Any(space => Mentions.Value.Contains(LastPart(space)) && !others.Any(file => FileFacts.Of(file, cancellation).Namespaces.Contains(space))))
                        return false;
                }

                return true;
            }
        }

        private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);
    }
}
