using ShapeNet.Standins.Cuda.Driver;

/// <summary>Lets any .NET program run on the stand-in: <c>DOTNET_STARTUP_HOOKS=…/CudaDriver.dll fcn selftest cuda</c>.</summary>
/// <remarks>The runtime finds it by this name, outside any namespace.</remarks>
#pragma warning disable CA1050 // Where the runtime looks for it.
internal static class StartupHook
#pragma warning restore CA1050
{
    public static void Initialize()
    {
        try
        {
            StandinDriver.Install();
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine(fault.Message);
            Environment.Exit(1);
        }
    }
}
