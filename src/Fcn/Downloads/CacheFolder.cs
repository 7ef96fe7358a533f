namespace Fcn.Downloads;

/// <summary>Where downloads are kept, for all folders that the program is run in.</summary>
internal static class CacheFolder
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "SHAPENET_CACHE";

    private const string Name = "shapenet";

    /// <summary>The folder of this user; it need not be there.</summary>
    public static string Default => Find(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache"));

    /// <summary>The folder: <see cref="Variable"/> itself, or one inside the user's caches.</summary>
    /// <param name="variable">Gives the value of an environment variable.</param>
    /// <param name="userCaches">Where programs keep caches unless <c>XDG_CACHE_HOME</c> says otherwise.</param>
    public static string Find(Func<string, string?> variable, string userCaches) =>
        variable(Variable) is { Length: > 0 } folder ? Path.GetFullPath(folder)
        : variable("XDG_CACHE_HOME") is { Length: > 0 } xdg && Path.IsPathRooted(xdg) ? Path.Combine(xdg, Name)
        : Path.Combine(userCaches, Name);
}
