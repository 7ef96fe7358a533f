using System.ComponentModel;

namespace System.Runtime.CompilerServices;

// netstandard2.0 lacks the types that the compiler asks for when it meets init, required and records.

[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;

[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class RequiredMemberAttribute : Attribute;

[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    public string FeatureName { get; } = featureName;
}
