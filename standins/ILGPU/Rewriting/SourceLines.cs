using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace ILGPU.Rewriting;

/// <summary>Finds source lines through the symbols beside an assembly, or in it.</summary>
internal static class SourceLines
{
    private static readonly ConcurrentDictionary<Assembly, MetadataReaderProvider?> Symbols = new();

    /// <summary>A place as file and line, or as method and offset where there are no symbols.</summary>
    public static string Describe(Place place)
    {
        var method = place.Method;
        return Line(place) ?? $"{method.DeclaringType?.Name}.{method.Name}+0x{place.Offset:x}";
    }

    private static string? Line(Place place)
    {
        var (method, offset) = place;
        if (Symbols.GetOrAdd(method.Module.Assembly, Open) is not { } provider)
            return null;
        var reader = provider.GetMetadataReader();
        var handle = MetadataTokens.MethodDebugInformationHandle(method.MetadataToken & 0xFFFFFF);
        var points = reader.GetMethodDebugInformation(handle).GetSequencePoints();
        var point = points.LastOrDefault(point => !point.IsHidden && point.Offset <= offset);
        return point.Document.IsNil
            ? null
            : $"{Path.GetFileName(reader.GetString(reader.GetDocument(point.Document).Name))}:{point.StartLine}";
    }

    private static MetadataReaderProvider? Open(Assembly assembly)
    {
        if (assembly.IsDynamic || !File.Exists(assembly.Location))
            return null;
        using var file = new PEReader(File.OpenRead(assembly.Location));
        return file.TryOpenAssociatedPortablePdb(assembly.Location, path => File.Exists(path) ? File.OpenRead(path) : null, out var provider, out _)
            ? provider
            : null;
    }
}
