using System.ComponentModel;
using System.Reflection;
using VerifyTests;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>Remembers which test runs. The build puts it on the test assembly (Standin.targets).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class UseVerifyAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MethodInfo?> Current = new();

    public override void Before(MethodInfo methodUnderTest) => Current.Value = methodUnderTest;

    public override void After(MethodInfo methodUnderTest) => Current.Value = null;

    public static MethodInfo GetMethod() => Current.Value
        ?? throw new VerifyException("Verify was called outside a test, or the test project does not use the Verify package set.");
}
