namespace ShapeNet.Standins.Cuda.Profile;

/// <summary>The file that the process writes its profile to when it ends, where an environment variable asks for one.</summary>
internal static class ProfileFile
{
    public const string Variable = "SHAPENET_CUDA_PROFILE";

    /// <summary>The profile that launches are to be counted in; null where none is asked for.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static LaunchProfile? Start()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } name)
            return null;
        var (path, profile) = (Path.GetFullPath(name), new LaunchProfile());
        // Written at once too: who names a file that cannot be written learns it before the work is done.
        Write(path, profile);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Write(path, profile);
        return profile;
    }

    public static void Write(string path, LaunchProfile profile)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(unfinished, ProfileReport.Write(profile.Totals()));
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{Variable}={path}: {fault.Message}", fault);
        }
    }
}
