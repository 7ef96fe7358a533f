namespace VerifyTests;

/// <summary>The settings of one verification: how its snapshot files are named and where they lie.</summary>
public class VerifySettings
{
    public VerifySettings()
    {
    }

    public VerifySettings(VerifySettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Directory = settings.Directory;
        TypeName = settings.TypeName;
        MethodName = settings.MethodName;
        FileName = settings.FileName;
        Parameters = settings.Parameters;
        ParametersText = settings.ParametersText;
        UniquePrefixDisabled = settings.UniquePrefixDisabled;
    }

    public string? Directory { get; private set; }

    internal string? TypeName { get; private set; }

    internal string? MethodName { get; private set; }

    internal string? FileName { get; private set; }

    internal object?[]? Parameters { get; private set; }

    internal string? ParametersText { get; private set; }

    internal bool UniquePrefixDisabled { get; private set; }

    public void UseDirectory(string directory) => Directory = directory;

    public void UseTypeName(string name)
    {
        RefuseBeside(nameof(UseTypeName), FileName, nameof(UseFileName));
        TypeName = name;
    }

    public void UseMethodName(string name)
    {
        RefuseBeside(nameof(UseMethodName), FileName, nameof(UseFileName));
        MethodName = name;
    }

    public void UseFileName(string fileName)
    {
        RefuseBeside(nameof(UseFileName), TypeName, nameof(UseTypeName));
        RefuseBeside(nameof(UseFileName), MethodName, nameof(UseMethodName));
        FileName = fileName;
    }

    public void UseParameters<T>(T[] parameters) => UseParameters(new object?[] { parameters });

    public void UseParameters<T>(T parameter) => UseParameters(new object?[] { parameter });

    public void UseParameters(params object?[] parameters)
    {
        RefuseBeside(nameof(UseParameters), FileName, nameof(UseFileName));
        RefuseBeside(nameof(UseParameters), ParametersText, nameof(UseTextForParameters));
        Parameters = parameters;
    }

    public void UseTextForParameters(string parametersText)
    {
        RefuseBeside(nameof(UseTextForParameters), FileName, nameof(UseFileName));
        RefuseBeside(nameof(UseTextForParameters), Parameters, nameof(UseParameters));
        ParametersText = parametersText;
    }

    public void DisableRequireUniquePrefix() => UniquePrefixDisabled = true;

    private static void RefuseBeside(string method, object? other, string otherMethod)
    {
        if (other is not null)
            throw new VerifyException($"{method} is not compatible with {otherMethod}.");
    }
}
