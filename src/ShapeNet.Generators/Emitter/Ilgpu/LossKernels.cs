using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionGeometry;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Softmax cross-entropy with its gradient, 256 pixels of an image for each group. Their logits pass through shared memory, where
/// a thread has a pixel; where they have too many classes for that, a row of 32 threads takes a pixel. Sums are taken in a fixed order. The gradient may lie where the logits do.
/// </summary>
internal static class LossKernels
{
    /// <summary>Labels that a group counts. There is room for their counts where the groups of the loss leave two sums each.</summary>
    private const int CountedLabels = 4 * DeviceSchedule.GroupSize;

    /// <summary>Values of a pixel that fit, 256 times, into the 48 KiB of shared memory that a group has.</summary>
    private const int MostInShared = 46;

    /// <summary>Threads that share a pixel or an image.</summary>
    private const int Lanes = 32;

    private const int Rows = DeviceSchedule.GroupSize / Lanes;

    public static int ChunksPerImage(KernelShape shape) => DeviceSchedule.LossChunks(Pixels(shape));

    /// <summary>For each image: how many of its labels count. Where they are many, groups count parts that are then added.</summary>
    public static IEnumerable<(DeviceKernel Kernel, string Groups)> Count(KernelShape shape)
    {
        var chunks = DivideUp(Pixels(shape), CountedLabels);
        if (chunks == 1)
        {
            yield return (CountLabels(shape, chunks, "counted"), "n");
            yield break;
        }

        yield return (CountLabels(shape, chunks, "parts"), $"n * {chunks}");
        yield return (CombineCounts(shape, chunks), PoolingKernels.Grid(Lanes));
    }

    /// <summary>Loss, hits and gradient of each pixel; losses and hits are summed for each group.</summary>
    public static DeviceKernel Loss(KernelShape shape, bool hasGradient)
    {
        var classes = shape.Int("Channels");
        var parameters = new List<DeviceParameter> { Floats("logits"), Ints("labels"), new("int", "ignoreLabel"), Floats("counted") };
        if (hasGradient)
            parameters.Add(Floats("logitsGradient"));
        parameters.Add(Floats("parts"));
        var isShared = RowLength(classes) <= MostInShared;
        return new DeviceKernel(
            $"{shape.Name}_Loss{(hasGradient ? "_gradient" : "")}",
            $"Softmax cross-entropy over {classes} classes of each pixel, divided by the image's counted pixels{(hasGradient ? ", and its gradient" : "")}."
            + $" A group takes {DeviceSchedule.GroupSize} pixels of an image; "
            + (isShared ? "their logits pass through shared memory, where each thread has a pixel." : $"{Lanes} threads have a pixel, whose classes would not fit into shared memory."),
            parameters.ToEquatableArray(),
            () => isShared ? ThroughShared(shape, hasGradient) : RowByRow(shape, hasGradient));
    }

    /// <summary>Adds an image's groups: a row of threads for each image.</summary>
    public static DeviceKernel Combine(KernelShape shape) => new(
        $"{shape.Name}_CombineLosses", $"For each image: its loss and its hits. {Lanes} threads take an image.",
        [Floats("parts"), Floats("losses"), Floats("correct")],
        () => $$"""
        {{Image(ChunksPerImage(shape))}}
        var loss = 0.0;
        var hits = 0.0;
        for (var chunk = lane; chunk < chunks; chunk += {{Lanes}})
        {
            var part = (image * {{ChunksPerImage(shape)}} + chunk) * 2;
            loss += parts[part];
            hits += parts[part + 1];
        }

        loss = GroupSum.OfRow(loss, sums);
        hits = GroupSum.OfRow(hits, sums);
        if (lane == 0 & image < batch)
        {
            losses[image] = (float)loss;
            correct[image] = (float)hits;
        }
        """);

    public static string CombineGrid => PoolingKernels.Grid(Lanes);

    private static DeviceKernel CountLabels(KernelShape shape, int chunks, string target)
    {
        var pixels = Pixels(shape);
        return new DeviceKernel(
            $"{shape.Name}_CountLabels", $"How many labels count. A group takes {(chunks == 1 ? "an image" : $"{CountedLabels} labels of an image")}.",
            [Ints("labels"), new DeviceParameter("int", "ignoreLabel"), Floats(target)],
            () => $$"""
            var sums = SharedMemory.Allocate<double>({{DeviceSchedule.GroupSize}});
            var image = {{Over("Grid.IdxX", chunks)}};
            var first = {{Modulo("Grid.IdxX", chunks)}} * {{CountedLabels}};
            var last = Math.Min(first + {{CountedLabels}}, {{pixels}});
            var count = 0;
            for (var pixel = first + Group.IdxX; pixel < last; pixel += {{DeviceSchedule.GroupSize}})
                count += labels[image * {{pixels}} + pixel] != ignoreLabel ? 1 : 0;
            var total = GroupSum.OfGroup(count, sums);
            if (Group.IdxX == 0)
                {{target}}[Grid.IdxX] = (float)total;
            """);
    }

    private static DeviceKernel CombineCounts(KernelShape shape, int chunks) => new(
        $"{shape.Name}_CombineCounts", $"For each image: how many labels count. {Lanes} threads take an image.", [Floats("parts"), Floats("counted")],
        () => $$"""
        {{Image(chunks)}}
        var count = 0.0;
        for (var chunk = lane; chunk < chunks; chunk += {{Lanes}})
            count += parts[image * {{chunks}} + chunk];
        count = GroupSum.OfRow(count, sums);
        if (lane == 0 & image < batch)
            counted[image] = (float)count;
        """);

    /// <summary>Which image's chunks a row of threads adds: none of those that the batch does not have.</summary>
    private static string Image(int chunks) => $"""
        var sums = SharedMemory.Allocate<double>({DeviceSchedule.GroupSize});
        var lane = Group.IdxX & {Lanes - 1};
        var image = {Over("Grid.GlobalIndex.X", Lanes)};
        var chunks = image < batch ? {chunks} : 0;
        """;

    private static string ThroughShared(KernelShape shape, bool hasGradient)
    {
        var (classes, pixels) = (shape.Int("Channels"), Pixels(shape));
        var row = RowLength(classes);
        var gradient = hasGradient
            ? $"""
                // exp / sum, less one for the label, divided by the image's counted pixels.
                if (counts)
                    shared[at + label] -= sum;
                var scale = 1f / (sum * counted[image]);
                for (var c = 0; c < {classes}; c++)
                    shared[at + c] = counts ? shared[at + c] * scale : 0f;
                """
            : "";
        return $$"""
            var thread = Group.IdxX;
            var shared = SharedMemory.Allocate<float>({{DeviceSchedule.GroupSize * row}});
            {{Start(shape)}}
            var count = Math.Min({{DeviceSchedule.GroupSize}}, {{pixels}} - first);
            var from = (image * {{pixels}} + first) * {{classes}};
            {{Move(shape, "logits", isStore: false)}}
            Group.Barrier();
            if (thread < count)
            {
                long at = thread * {{row}};
                var largest = shared[at];
                var best = 0;
                for (var c = 1; c < {{classes}}; c++)
                {
                    var score = shared[at + c];
                    if (score > largest)
                    {
                        largest = score;
                        best = c;
                    }
                }

                var label = labels[image * {{pixels}} + first + thread];
                var counts = label != ignoreLabel;
                var labelled = counts ? shared[at + label] : 0f;
                var sum = 0f;
                for (var c = 0; c < {{classes}}; c++)
                {
                    var power = XMath.Exp(shared[at + c] - largest);
                    sum += power;
                    {{(hasGradient ? "shared[at + c] = power;" : "")}}
                }

                if (counts)
                {
                    loss = (XMath.Log(sum) + largest - labelled) / counted[image];
                    hit = best == label ? 1f : 0f;
                }

                {{gradient.Replace("\n", "\n    ")}}
            }

            {{Finish}}{{(hasGradient ? $"\n{Move(shape, "logitsGradient", isStore: true)}" : "")}}
            """;
    }

    /// <summary>Brings the group's values into shared memory or back, side by side: quads where both are aligned alike.</summary>
    private static string Move(KernelShape shape, string view, bool isStore)
    {
        var (classes, pixels) = (shape.Int("Channels"), Pixels(shape));
        // Neighbouring threads' rows begin in different banks where a row's length is odd. The others are one value longer than the
        // classes, and the value at i comes behind i / classes of these.
        var isDense = RowLength(classes) == classes;
        if (isDense && (long)pixels * classes % 4 == 0)
        {
            return $"""
                for (var i = thread * 4; i < count * {classes}; i += {4 * DeviceSchedule.GroupSize})
                    {(isStore ? $"Float4.Store(Float4.Load(shared, i), {view}, from + i)" : $"Float4.Store(Float4.Load({view}, from + i), shared, i)")};
                """;
        }

        var place = isDense ? "shared[i]" : $"shared[i + {Over("i", classes)}]";
        return $"""
            for (var i = thread; i < count * {classes}; i += {DeviceSchedule.GroupSize})
                {(isStore ? $"{view}[from + i] = {place}" : $"{place} = {view}[from + i]")};
            """;
    }

    private static string RowByRow(KernelShape shape, bool hasGradient)
    {
        var (classes, pixels) = (shape.Int("Channels"), Pixels(shape));
        var gradient = hasGradient
            ? $$"""
                // exp / sum, less one for the label, divided by the image's counted pixels.
                var scale = 1f / (sum * counted[image]);
                for (var c = lane; c < end; c += {{Lanes}})
                {
                    power = XMath.Exp(logits[from + c] - largest);
                    logitsGradient[from + c] = counts ? (c == label ? power - sum : power) * scale : 0f;
                }
                """
            : "";
        return $$"""
            var largests = SharedMemory.Allocate<float>({{DeviceSchedule.GroupSize}});
            var bests = SharedMemory.Allocate<int>({{DeviceSchedule.GroupSize}});
            var thread = Group.IdxX;
            var lane = thread & {{Lanes - 1}};
            {{Start(shape)}}
            var last = Math.Min(first + {{DeviceSchedule.GroupSize}}, {{pixels}});
            // All rows of threads go round equally often: they wait for each other.
            for (var block = first; block < last; block += {{Rows}})
            {
                var pixel = block + {{Over("thread", Lanes)}};
                var end = pixel < last ? {{classes}} : 0;
                var from = (image * {{pixels}} + pixel) * {{classes}};
                var largest = float.NegativeInfinity;
                var best = lane;
                for (var c = lane; c < end; c += {{Lanes}})
                {
                    var score = logits[from + c];
                    if (score > largest)
                    {
                        largest = score;
                        best = c;
                    }
                }

                largests[thread] = largest;
                bests[thread] = best;
                for (var step = {{Lanes / 2}}; step > 0; step >>= 1)
                {
                    Group.Barrier();
                    if (lane < step)
                    {
                        var score = largests[thread + step];
                        var other = bests[thread + step];
                        // The first among equals is the best.
                        if (score > largest | (score == largest & other < best))
                        {
                            largest = score;
                            best = other;
                            largests[thread] = score;
                            bests[thread] = other;
                        }
                    }
                }

                Group.Barrier();
                largest = largests[thread & {{-Lanes}}];
                best = bests[thread & {{-Lanes}}];
                var power = 0f;
                for (var c = lane; c < end; c += {{Lanes}})
                    power += XMath.Exp(logits[from + c] - largest);
                var sum = (float)GroupSum.OfRow(power, sums);
                var label = pixel < last ? labels[image * {{pixels}} + pixel] : ignoreLabel;
                var counts = label != ignoreLabel;
                // The gradient may take the logits' place: a class is read only by the lane that writes it.
                if (counts & lane == (label & {{Lanes - 1}}))
                {
                    loss += (XMath.Log(sum) + largest - logits[from + label]) / counted[image];
                    hit += best == label ? 1f : 0f;
                }

                {{gradient.Replace("\n", "\n    ")}}
            }

            {{Finish}}
            """;
    }

    /// <summary>Where the group's pixels begin, and the thread's sums.</summary>
    private static string Start(KernelShape shape) => $"""
        var sums = SharedMemory.Allocate<double>({DeviceSchedule.GroupSize});
        var image = {Over("Grid.IdxX", ChunksPerImage(shape))};
        var first = {Modulo("Grid.IdxX", ChunksPerImage(shape))} * {DeviceSchedule.GroupSize};
        var loss = 0f;
        var hit = 0f;
        """;

    private static string Finish => """
        var lossSum = GroupSum.OfGroup(loss, sums);
        var hits = GroupSum.OfGroup(hit, sums);
        if (Group.IdxX == 0)
        {
            parts[Grid.IdxX * 2] = (float)lossSum;
            parts[Grid.IdxX * 2 + 1] = (float)hits;
        }
        """;

    /// <summary>Values from one pixel to the next in shared memory.</summary>
    private static int RowLength(int classes) => classes | 1;

    private static int Pixels(KernelShape shape) => shape.Int("Height") * shape.Int("Width");
}
