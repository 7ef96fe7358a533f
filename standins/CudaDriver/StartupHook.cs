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
            StandinDriver.Install(FindsRaces());
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine(fault.Message);
            Environment.Exit(1);
        }
    }

    private static bool FindsRaces()
    {
        const string variable = "SHAPENET_CUDA_RACES";
        return Environment.GetEnvironmentVariable(variable) switch
        {
            null or "" or "0" => false,
            "1" => true,
            var value => throw new IOException($"{variable}={value}: 1 looks for races, 0 does not."),
        };
    }
}
