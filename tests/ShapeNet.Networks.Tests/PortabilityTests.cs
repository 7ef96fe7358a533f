using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ShapeNet.Runtime.Ilgpu;

namespace ShapeNet.Networks.Tests;

/// <summary>What kernels may use of ILGPU is what all of its accelerators have.</summary>
public sealed class PortabilityTests
{
    /// <summary>How many threads run in step differs from device to device, and OpenCL devices of most makers cannot exchange values between them.</summary>
    [Theory]
    [InlineData(typeof(IlgpuDevice))]
    [InlineData(typeof(PortabilityTests))]
    public void KernelsDoNotCountOnWarps(Type type)
    {
        using var assembly = new PEReader(File.OpenRead(type.Assembly.Location));
        var metadata = assembly.GetMetadataReader();
        var used = metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Where(reference => metadata.GetString(reference.Namespace) == "ILGPU").Select(reference => metadata.GetString(reference.Name)).ToHashSet();

        Assert.Contains("Group", used);
        Assert.DoesNotContain("Warp", used);
    }
}
