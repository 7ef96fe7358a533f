using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ShapeNet.Generators.Tests.Harness;

/// <summary>A file as the build gives it to generators; equal to another one of the same path and text.</summary>
internal sealed class AdditionalFile(SourceFile file) : AdditionalText
{
    private readonly SourceFile file = file;

    public override string Path => file.Path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(file.Text, Encoding.UTF8);

    public override bool Equals(object? obj) => obj is AdditionalFile other && other.file == file;

    public override int GetHashCode() => file.GetHashCode();
}
