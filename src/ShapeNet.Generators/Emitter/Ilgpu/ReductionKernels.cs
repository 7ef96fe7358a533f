using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Sums over pixels, in two stages that always add in the same order: groups leave a partial result for each chunk of
/// pixels, and a second kernel combines the chunks.
/// </summary>
internal static class ReductionKernels
{
    private const int Chunk = DeviceSchedule.SumChunk;

    /// <summary>Channels that a group works on; its 256 threads are this many channels × 256 / this many pixels.</summary>
    private const int Columns = 32;

    private const int Rows = DeviceSchedule.GroupSize / Columns;

    /// <summary>Channels whose chunks a group combines: eight pairs are two sectors of memory.</summary>
    private const int CombinedColumns = 8;

    /// <summary>Threads that share a channel's chunks.</summary>
    private const int CombinedRows = DeviceSchedule.GroupSize / CombinedColumns;

    public static int ChunksPerImage(KernelShape shape) => DeviceSchedule.SumChunks(shape.Int("Height") * shape.Int("Width"));

    public static (string X, string Y, string Z) ChunkGrid(KernelShape shape) =>
        ($"n * {ChunksPerImage(shape)}", $"{ConvolutionGeometry.DivideUp(shape.Int("Channels"), Columns)}", "1");

    public static (string X, string Y, string Z) CombineGrid(KernelShape shape) =>
        ($"{ConvolutionGeometry.DivideUp(shape.Int("Channels"), CombinedColumns)}", "1", "1");

    /// <summary>For each chunk and channel: the mean and the sum of squared deviations from it.</summary>
    public static DeviceKernel Moments(KernelShape shape) => Chunked(
        shape, "BatchMoments", "For each chunk of pixels and each channel: mean, and sum of squared deviations from it (Chan et al. 1983)",
        [Floats("input"), Floats("parts")],
        """
        var first = isChannel ? input[from] : 0f;
        var sum = 0f;
        var squares = 0f;
        """,
        """
        var x = input[at] - first;
        sum += x;
        squares += x * x;
        """,
        // Sums are taken of the deviations from the chunk's own first value, so that large means cost no digits.
        $$"""
        shared0[thread] = sum;
        shared1[thread] = squares;
        Group.Barrier();
        if (thread < {{Columns}} && isChannel)
        {
            for (var i = 1; i < {{Rows}}; i++)
            {
                sum += shared0[thread + i * {{Columns}}];
                squares += shared1[thread + i * {{Columns}}];
            }

            var mean = sum / pixels;
            parts[(chunk * {{shape.Int("Channels")}} + channel) * 2] = first + mean;
            parts[(chunk * {{shape.Int("Channels")}} + channel) * 2 + 1] = Math.Max(squares - sum * mean, 0f);
        }
        """);

    /// <summary>Combines the chunks' moments, and moves the running statistics.</summary>
    public static DeviceKernel CombineMoments(KernelShape shape)
    {
        var (channels, pixels, chunks) = (shape.Int("Channels"), shape.Int("Height") * shape.Int("Width"), ChunksPerImage(shape));
        var last = pixels - (chunks - 1) * Chunk;
        var weight = last == Chunk || chunks == 1 ? $"{last}.0" : $"({Modulo("chunk", chunks)} == {chunks - 1} ? {last}.0 : {Chunk}.0)";
        return new DeviceKernel(
            $"{shape.WithoutFusion()}_CombineMoments",
            $"The batch's mean and 1/√(variance + ε) of each channel, and the running statistics with the unbiased variance. A group takes {CombinedColumns} channels; {CombinedRows} threads share the chunks of one.",
            [Floats("parts"), Floats("mean"), Floats("inverseDeviation"), Floats("runningMean"), Floats("runningVariance")],
            () => $$"""
            {{Column(channels, chunks)}}
            var sum = 0.0;
            for (var chunk = row; chunk < chunks; chunk += {{CombinedRows}})
                sum += {{weight}} * parts[(chunk * {{channels}} + channel) * 2];
            var count = batch * {{pixels}}.0;
            var average = GroupSum.OfColumn(sum, sums) / count;
            var deviations = 0.0;
            for (var chunk = row; chunk < chunks; chunk += {{CombinedRows}})
            {
                var delta = parts[(chunk * {{channels}} + channel) * 2] - average;
                deviations += parts[(chunk * {{channels}} + channel) * 2 + 1] + {{weight}} * delta * delta;
            }

            deviations = GroupSum.OfColumn(deviations, sums);
            if (row == 0 & channel < {{channels}})
            {
                mean[channel] = (float)average;
                inverseDeviation[channel] = (float)(1.0 / Math.Sqrt(deviations / count + {{shape.Literal("Epsilon").TrimEnd('f')}}));
                var unbiased = deviations / Math.Max(count - 1.0, 1.0);
                runningMean[channel] += {{shape.Literal("Momentum")}} * ((float)average - runningMean[channel]);
                runningVariance[channel] += {{shape.Literal("Momentum")}} * ((float)unbiased - runningVariance[channel]);
            }
            """);
    }

    /// <summary>For each chunk and channel: Σ dz and Σ dz·x̂, where dz is the masked output gradient; writes dz where the residual needs it.</summary>
    public static DeviceKernel BackwardReduce(KernelShape shape, bool isMasked, bool writesResidual)
    {
        var parameters = new List<DeviceParameter> { Floats("outputGradient") };
        if (isMasked)
            parameters.Add(Floats("output"));
        parameters.AddRange([Floats("input"), Floats("mean"), Floats("inverseDeviation")]);
        if (writesResidual)
            parameters.Add(Floats("residualGradient"));
        parameters.Add(Floats("parts"));
        return Chunked(
            shape, $"BatchNormGradientSums{(isMasked ? "_masked" : "")}{(writesResidual ? "_residual" : "")}",
            $"For each chunk and channel: Σ dz and Σ dz·x̂, dz = out gradient{(isMasked ? " where out > 0" : "")}{(writesResidual ? "; dz is the residual's gradient" : "")}",
            parameters,
            """
            var average = isChannel ? mean[channel] : 0f;
            var deviation = isChannel ? inverseDeviation[channel] : 0f;
            var sum = 0f;
            var squares = 0f;
            """,
            // All is read before anything depends on it or is written: a thread then waits for memory once.
            $"""
            var x = input[at];
            var dz = outputGradient[at];
            {(isMasked ? "dz = output[at] > 0f ? dz : 0f;\n" : "")}{(writesResidual ? "residualGradient[at] = dz;\n" : "")}sum += dz;
            squares += dz * (x - average) * deviation;
            """,
            StorePair(shape));
    }

    /// <summary>For each chunk and channel: the sum.</summary>
    public static DeviceKernel ChannelSum(KernelShape shape) => Chunked(
        shape, "ChannelSum", "For each chunk and channel: the sum over its pixels", [Floats("input"), Floats("parts")],
        "var sum = 0f;\nvar squares = 0f;", "sum += input[at];", StorePair(shape));

    /// <summary>Adds the chunks' pairs: the first into <c>first</c>, the second, where it is wanted, into <c>second</c>.</summary>
    public static DeviceKernel CombinePairs(KernelShape shape, bool hasSecond)
    {
        var (channels, chunks) = (shape.Int("Channels"), ChunksPerImage(shape));
        return new DeviceKernel(
            $"Combine{(hasSecond ? "Pairs" : "Sums")}_{channels}_x{chunks}", $"Adds the chunks' sums. A group takes {CombinedColumns} channels; {CombinedRows} threads share the chunks of one.",
            hasSecond ? [Floats("parts"), Floats("first"), Floats("second")] : [Floats("parts"), Floats("first")],
            () => $$"""
            {{Column(channels, chunks)}}
            var sum = 0.0;
            {{(hasSecond ? "var other = 0.0;\n" : "")}}for (var chunk = row; chunk < chunks; chunk += {{CombinedRows}})
            {
                sum += parts[(chunk * {{channels}} + channel) * 2];
            {{(hasSecond ? $"    other += parts[(chunk * {channels} + channel) * 2 + 1];\n" : "")}}}

            sum = GroupSum.OfColumn(sum, sums);
            {{(hasSecond ? "other = GroupSum.OfColumn(other, sums);\n" : "")}}if (row == 0 & channel < {{channels}})
            {
                first[channel] = (float)sum;
            {{(hasSecond ? "    second[channel] = (float)other;\n" : "")}}}
            """);
    }

    /// <summary>target = Σ parts, in their order: the second stage of a product that was split along k. The values may be each image's.</summary>
    public static DeviceKernel SumParts(long values, int parts, bool perImage = false)
    {
        var count = perImage ? $"(batch * {values})" : $"{values}";
        return new DeviceKernel(
            $"Sum{(perImage ? "Image" : "")}Parts_{values}_x{parts}", $"Adds {parts} parts of {values} values{(perImage ? " for each image" : "")}, in their order.",
            [Floats("parts"), Floats("target")],
            () => $$"""
            var at = Grid.GlobalIndex.X;
            if (at >= {{count}})
                return;
            var sum = 0f;
            for (var part = 0; part < {{parts}}; part++)
                sum += parts[part * {{count}} + at];
            target[at] = sum;
            """);
    }

    /// <summary>Which of the chunks of which channel a thread combines.</summary>
    private static string Column(int channels, int chunksPerImage) => $"""
        var sums = SharedMemory.Allocate<double>({DeviceSchedule.GroupSize});
        var row = {Over("Group.IdxX", CombinedColumns)};
        var channel = Grid.IdxX * {CombinedColumns} + {Modulo("Group.IdxX", CombinedColumns)};
        var chunks = channel < {channels} ? batch * {chunksPerImage} : 0;
        """;

    private static string StorePair(KernelShape shape) => $$"""
        shared0[thread] = sum;
        shared1[thread] = squares;
        Group.Barrier();
        if (thread < {{Columns}} && isChannel)
        {
            for (var i = 1; i < {{Rows}}; i++)
            {
                sum += shared0[thread + i * {{Columns}}];
                squares += shared1[thread + i * {{Columns}}];
            }

            parts[(chunk * {{shape.Int("Channels")}} + channel) * 2] = sum;
            parts[(chunk * {{shape.Int("Channels")}} + channel) * 2 + 1] = squares;
        }
        """;

    private static DeviceKernel Chunked(
        KernelShape shape, string method, string summary, IReadOnlyList<DeviceParameter> parameters, string start, string step, string store)
    {
        var (channels, pixels, chunks) = (shape.Int("Channels"), shape.Int("Height") * shape.Int("Width"), ChunksPerImage(shape));
        return new DeviceKernel(
            $"{method}_{channels}x{shape.Int("Height")}x{shape.Int("Width")}", $"{summary}. A group takes {Columns} channels of {Chunk} pixels.", parameters.ToEquatableArray(),
            () => $$"""
            var thread = Group.IdxX;
            var shared0 = SharedMemory.Allocate<float>({{DeviceSchedule.GroupSize}});
            var shared1 = SharedMemory.Allocate<float>({{DeviceSchedule.GroupSize}});
            var chunk = Grid.IdxX;
            var channel = Grid.IdxY * {{Columns}} + {{Modulo("thread", Columns)}};
            var isChannel = channel < {{channels}};
            var firstPixel = {{Modulo("chunk", chunks)}} * {{Chunk}};
            var pixels = Math.Min({{Chunk}}, {{pixels}} - firstPixel);
            var from = ({{Over("chunk", chunks)}} * {{pixels}} + firstPixel) * {{channels}} + channel;
            {{start}}
            if (isChannel)
            {
                for (var pixel = {{Over("thread", Columns)}}; pixel < pixels; pixel += {{Rows}})
                {
                    var at = from + pixel * {{channels}};
                    {{step.Replace("\n", "\n        ")}}
                }
            }

            {{store}}
            """);
    }
}
