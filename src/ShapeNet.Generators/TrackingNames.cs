namespace ShapeNet.Generators;

/// <summary>The pipeline's steps, by the names under which tests find them.</summary>
internal static class TrackingNames
{
    /// <summary>Program → its declarations, parsed: what an edit elsewhere does not reach stays as it was.</summary>
    public const string Parse = nameof(Parse);

    /// <summary>Parsed network → spec: what the compiler depends on.</summary>
    public const string Spec = nameof(Spec);

    /// <summary>Spec → emitted files and problems: runs when a declaration means something else.</summary>
    public const string Compile = nameof(Compile);

    /// <summary>Compiled networks → what the assembly has once: shape types, and names that clash.</summary>
    public const string Assembly = nameof(Assembly);

    /// <summary>Compiled network → its files.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>Problems and positions → diagnostics: runs when code moves.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>Additional file → names and shapes of the tensors in it: runs when the file changes.</summary>
    public const string Manifests = nameof(Manifests);

    /// <summary>Spec and manifests → problems: runs when a declaration means something else, or a manifest says something else.</summary>
    public const string ManifestChecks = nameof(ManifestChecks);

    /// <summary>Problems with manifests, with positions: runs when code moves.</summary>
    public const string ManifestDiagnostics = nameof(ManifestDiagnostics);

    /// <summary>Block, or what is no network although it looks like one → what is wrong with its form.</summary>
    public const string Blocks = nameof(Blocks);
}
