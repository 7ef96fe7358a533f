using Microsoft.CodeAnalysis;

namespace ShapeNet.Generators.Diagnostics;

/// <summary>
/// All diagnostics. IDs go by stage: SN00xx remarks, SN01xx shapes, SN02xx the form of a declaration, SN03xx references,
/// SN04xx resources, SN05xx pretrained weights, SN09xx faults of the generator itself. In a message, {0} is the layer; each ID has a page under
/// <c>docs/diagnostics/</c>.
/// </summary>
internal static class Descriptors
{
    private const string Category = "ShapeNet";

    private const string HelpRoot = "https://github.com/shapenet/shapenet/blob/main/docs/diagnostics/";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = new DiagnosticDescriptor[]
    {
        Info("SN0001", "Layer", "{0}: {1}"),

        Error("SN0101", "The window does not fit into the input", "{0}: the {2} {1} does not fit into {3}: it needs {6} {4} and gets {5}{7}"),
        Error("SN0102", "Tensors of different shapes cannot be added", "{0}: cannot add {1} and {2}: {3}{4}"),
        Error("SN0103", "Tensors of different heights or widths cannot be concatenated", "{0}: cannot concatenate {1} and {2}: {3}{4}"),
        Error("SN0104", "The output is not what [Shape] declares", "{0}: output is {1}, [Shape] declares {2}{3}{4}"),
        Error("SN0105", "The crop leaves its input", "{0}: the window {1} does not fit into {2}: {3}{4}"),
        Error("SN0106", "A fully connected layer needs features", "{0}: Linear takes features and gets {1}; a Flatten before it makes {2} features of that{3}"),
        Error("SN0107", "The layer needs an image", "{0}: {1} takes channels×rows×columns and gets {2} features{3}"),
        Error("SN0108", "Groups do not divide the channels", "{0}: {1} {2} channels do not split into {3} groups ({4}){5}"),
        Error("SN0109", "Nothing is left of the output", "{0}: the output has no {1}: {2}{3}"),
        Error("SN0110", "Bilinear weights need equal channels", "{0}: bilinear weights {1}{2}"),
        Error("SN0111", "A size is less than 1", "{0}: [{1}] declares {2}; every size must be at least 1"),
        Warning("SN0151", "Rows or columns are dropped", "{0}: the {1} a window: {2} with stride {3} stops before the edge{4}"),
        Warning("SN0152", "A transposed convolution restores no earlier size", "{0}: makes {1} of {2}, the rows and columns of no earlier tensor{3}"),

        Error("SN0201", "A network is a partial record", "{0}: must be declared partial, because the generator adds its other half: partial record {0}(…)"),
        Error("SN0202", "A network or block is not nested", "{0}: is nested in {1}; declare it directly in a namespace"),
        Error("SN0203", "A network or block is not generic", "{0}: has type parameters; declare its constants as int, bool or double parameters instead"),
        Error("SN0204", "A network or block needs layers", "{0}: declares no layers; write them as the record's parameters: record {0}([Conv2d(8)] Conv2d Conv1, …)"),
        Error("SN0205", "A network needs its input shape", "{0}: has no input shape; add [Input(channels, height, width)] or [Input(features)]"),
        Error("SN0206", "The layer needs its attribute", "{0}: a layer of type {1} needs its attribute, such as {2}"),
        Error("SN0207", "The attribute does not belong to the layer", "{0}: [{1}] has no meaning at a {2}; {3}"),
        Error("SN0208", "A record is either a network or a block", "{0}: is both [Network] and [Block]; it can be one of them"),
        Error("SN0209", "A hyperparameter is of the wrong kind", "{0}: {1} is {2}, and must be {3}"),
        Error("SN0210", "A hyperparameter is out of range", "{0}: {1} is {2}, and must be {3}"),
        Error("SN0211", "A block needs its constants", "{0}: {1} needs its constants: put [With(…)] here, with {2}"),
        Error("SN0212", "A block is given the wrong number of constants", "{0}: {1} has {2}, [With] gives {3}"),
        Error("SN0213", "A parameter is neither layer, block nor constant", "{0}: {1} is no layer, no [Block] and no constant (int, bool, double){2}"),
        Error("SN0214", "A network has no constants", "{0}: a network has no constants, because nobody would give them; write the value where {1} uses it"),
        Error("SN0215", "Blocks contain each other", "{0}: a block cannot contain itself: {1}"),
        Error("SN0216", "Two layers have the same name in weight files", "{0}: has the same name in weight files as {1}: {2}; give one of them another [Name]"),
        Error("SN0217", "A name in weight files is not valid", "{0}: {1} is no name for weight files, which have letters, digits and _ in parts joined by dots, such as \"downsample.0\""),

        Error("SN0218", "A network or block is a record", "{0}: must be a record: write partial record {0}(…) instead of class"),
        Error("SN0219", "A network is not local to its file", "{0}: is local to its file, and the generated half stands in another one; remove 'file'"),
        Error("SN0220", "A member has the name of a generated one", "{0}: the generator adds a member of this name to {1}; rename this one"),
        Error("SN0221", "Names of networks differ in case only", "{0}: its generated files would have the names of {1}'s where case does not count; choose another name"),
        Warning("SN0222", "An input shape needs a network", "{0}: [Input] has no effect without [Network], and nothing is generated; write [Network, Input(…)]"),
        Error("SN0223", "The C# version is too old", "{0}: what is generated for a network is C# {1}, and this project is C# {2}; remove <LangVersion> from the project file, or set it to {1} or later"),

        Error("SN0301", "No layer has this name", "{0}: there is no layer '{1}'{2}"),
        Error("SN0302", "A reference leads to a later layer", "{0}: '{1}' cannot be used here: {2}; data flows from earlier layers to later ones"),
        Error("SN0303", "A reference is ambiguous", "{0}: '{1}' is ambiguous: {2} stands {3} times; write {4}"),
        Warning("SN0304", "Nothing uses the output of a layer", "{0}: nothing uses its output; refer to it from a later layer, or remove it"),
        Error("SN0306", "No constant has this name", "{0}: {1} is \"{2}\", which is no constant of {3}{4}"),
        Error("SN0307", "Nothing to join", "{0}: [{1}] names no other layer"),

        Error("SN0401", "A tensor is too large", "{0}: {1} is too large: {2}{3}"),
        Error("SN0402", "A network has too many layers", "{0}: the network grows past {1} layers here"),

        Error("SN0501", "A layer does not fit its pretrained weights", "{0}: {1}"),
        Error("SN0502", "No layer takes pretrained weights", "{0}: {1} has {2}, which no layer takes; declare the layer, or name it in Unused"),
        Error("SN0503", "The list of pretrained weights cannot be used", "{0}: {1}"),

        Error("SN0901", "The generator failed", "{0}: the generator failed at {1} — please report this: {2}"),
    }.ToDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    public static IEnumerable<DiagnosticDescriptor> All => ById.Values;

    public static DiagnosticDescriptor Get(string id) => ById[id];

    public static bool IsError(string id) => Get(id).DefaultSeverity == DiagnosticSeverity.Error;

    private static DiagnosticDescriptor Error(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Info(string id, string title, string message) => Make(id, title, message, DiagnosticSeverity.Info);

#pragma warning disable RS2000, RS1015, RS2008 // IDs are tracked by the pages under docs/diagnostics/, which a test holds against this table.
    // A build stops at errors that cannot be configured away: nothing is said about code that uses a broken network.
    // Remarks stand at every layer, and Roslyn binds all attributes around a diagnostic, after every edit, to see whether
    // [SuppressMessage] is among them. What carries the compiler's tag is spared that; a severity of none silences remarks.
    private static DiagnosticDescriptor Make(string id, string title, string message, DiagnosticSeverity severity) => new(
        id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpRoot + id + ".md",
        customTags: severity switch
        {
            DiagnosticSeverity.Error => [WellKnownDiagnosticTags.NotConfigurable],
            DiagnosticSeverity.Info => [WellKnownDiagnosticTags.Compiler],
            _ => [],
        });
#pragma warning restore RS2000, RS1015, RS2008
}
