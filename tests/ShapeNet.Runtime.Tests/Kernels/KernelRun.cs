using ShapeNet.Runtime.Cpu;
using ShapeNet.Runtime.Tests.Reference;
using Xunit;

namespace ShapeNet.Runtime.Tests.Kernels;

/// <summary>Runs a kernel at every vector width on one, two and three threads and holds the results against a reference.</summary>
internal static class KernelRun
{
    private static readonly VectorWidth[] Widths =
        [.. new[] { VectorWidth.Scalar, VectorWidth.Vector256, VectorWidth.Vector512 }.Where(width => width <= VectorWidths.Widest)];

    /// <summary>
    /// Every operand in <paramref name="outputs"/> starts with the given values, NaN where a kernel has to overwrite them. The kernel
    /// must give the expected values at every width and the same bits on any number of threads.
    /// </summary>
    public static void Check(
        int batch, ScratchSize scratch, double[][] inputs, double[][] outputs, double[][] expected,
        Action<CpuContext, CpuBuffer[], CpuBuffer[], CpuBuffer> kernel, double tolerance = 2e-5)
    {
        foreach (var width in Widths)
        {
            var single = Run(width, threads: 1, batch, scratch, inputs, outputs, kernel);
            for (var i = 0; i < expected.Length; i++)
                Numbers.AssertClose(expected[i], single[i], tolerance, $"{width}, output {i}");
            foreach (var threads in new[] { 2, 3 })
            {
                var several = Run(width, threads, batch, scratch, inputs, outputs, kernel);
                for (var i = 0; i < single.Length; i++)
                    Assert.True(single[i].AsSpan().SequenceEqual(several[i]), $"{width}, output {i}: {threads} threads give other bits than one");
            }
        }
    }

    private static float[][] Run(
        VectorWidth width, int threads, int batch, ScratchSize scratch, double[][] inputs, double[][] outputs,
        Action<CpuContext, CpuBuffer[], CpuBuffer[], CpuBuffer> kernel)
    {
        using var pool = new CpuThreads(threads);
        var context = new CpuContext(batch, pool, width);
        using var temporary = new TestBuffer(scratch.Floats(batch));
        var inputBuffers = inputs.Select(values => new TestBuffer(values)).ToArray();
        var outputBuffers = outputs.Select(values => new TestBuffer(values)).ToArray();
        kernel(
            context,
            [.. inputBuffers.Select(buffer => buffer.Operand)],
            [.. outputBuffers.Select(buffer => buffer.Operand)],
            temporary.Operand);
        for (var i = 0; i < inputs.Length; i++)
            Assert.Equal(inputs[i].Select(value => (float)value), inputBuffers[i].ToArray());
        var results = outputBuffers.Select(buffer => buffer.ToArray()).ToArray();
        foreach (var buffer in inputBuffers.Concat(outputBuffers))
            buffer.Dispose();
        return results;
    }
}
