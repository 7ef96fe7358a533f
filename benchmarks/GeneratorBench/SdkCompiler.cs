using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace GeneratorBench;

/// <summary>Loads the compiler that <c>dotnet build</c> runs. Its assemblies are compiled ahead of time; those of the NuGet package are not.</summary>
internal static class SdkCompiler
{
    [ModuleInitializer]
    internal static void Register() => AssemblyLoadContext.Default.Resolving += (context, name) =>
    {
        var file = Path.Combine((string)AppContext.GetData("GeneratorBench.Compiler")!, name.Name + ".dll");
        return File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
    };
}
