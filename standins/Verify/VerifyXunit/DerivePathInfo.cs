using System.Reflection;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Says where the snapshots of a test lie.</summary>
/// <param name="sourceFile">The file that calls Verify.</param>
/// <param name="projectDirectory">The folder of the test project.</param>
/// <param name="type">The test class.</param>
/// <param name="method">The test method.</param>
public delegate PathInfo DerivePathInfo(string sourceFile, string projectDirectory, Type type, MethodInfo method);
