using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.ConvolutionGeometry;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>
/// Softmax cross-entropy with its gradient, 256 pixels of an image for each group. Their logits pass through shared memory, where
/// a thread has a pixel; where they have too many classes for that, a warp takes a pixel. Sums are taken in a fixed order. The gradient may lie where the logits do.
/// </summary>
internal static class LossKernels
{
    /// <summary>Labels that a group counts. There is room for their counts where the groups of the loss leave two sums each.</summary>
    private const int CountedLabels = 4 * DeviceSchedule.GroupSize;

    /// <summary>Values of a pixel that fit, 256 times, into the 48 KiB of shared memory that a group has.</summary>
    private const int MostInShared = 46;

    private const int Warp = 32;

    private const int Warps = DeviceSchedule.GroupSize / Warp;

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
        yield return (CombineCounts(shape, chunks), PoolingKernels.Grid(Warp));
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
            + (isShared ? "their logits pass through shared memory, where each thread has a pixel." : "a warp has a pixel, whose classes would not fit into shared memory."),
            parameters.ToEquatableArray(),
            () => isShared ? ThroughShared(shape, hasGradient) : WarpByWarp(shape, hasGradient));
    }

    /// <summary>Adds an image's groups: a warp for each image.</summary>
    public static DeviceKernel Combine(KernelShape shape) => new(
        $"{shape.Name}_CombineLosses", "For each image: its loss and its hits. A warp takes an image.",
        [Floats("parts"), Floats("losses"), Floats("correct")],
        () => $$"""
        var lane = Group.IdxX & {{Warp - 1}};
        var image = {{Over("Grid.GlobalIndex.X", Warp)}};
        if (image >= batch)
            return;
        var loss = 0.0;
        var hits = 0f;
        for (var chunk = lane; chunk < {{ChunksPerImage(shape)}}; chunk += {{Warp}})
        {
            var part = (image * {{ChunksPerImage(shape)}} + chunk) * 2;
            loss += parts[part];
            hits += parts[part + 1];
        }

        loss = GroupSum.OfWarp(loss);
        hits = GroupSum.OfWarp(hits);
        if (lane == 0)
        {
            losses[image] = (float)loss;
            correct[image] = hits;
        }
        """);

    public static string CombineGrid => PoolingKernels.Grid(Warp);

    private static DeviceKernel CountLabels(KernelShape shape, int chunks, string target)
    {
        var pixels = Pixels(shape);
        return new DeviceKernel(
            $"{shape.Name}_CountLabels", $"How many labels count. A group takes {(chunks == 1 ? "an image" : $"{CountedLabels} labels of an image")}.",
            [Ints("labels"), new DeviceParameter("int", "ignoreLabel"), Floats(target)],
            () => $$"""
            var shared = SharedMemory.Allocate<float>({{Warps}});
            var image = {{Over("Grid.IdxX", chunks)}};
            var first = {{Modulo("Grid.IdxX", chunks)}} * {{CountedLabels}};
            var last = Math.Min(first + {{CountedLabels}}, {{pixels}});
            var count = 0f;
            for (var pixel = first + Group.IdxX; pixel < last; pixel += {{DeviceSchedule.GroupSize}})
                count += labels[image * {{pixels}} + pixel] != ignoreLabel ? 1f : 0f;
            count = GroupSum.OfGroup(count, shared);
            if (Group.IdxX == 0)
                {{target}}[Grid.IdxX] = count;
            """);
    }

    private static DeviceKernel CombineCounts(KernelShape shape, int chunks) => new(
        $"{shape.Name}_CombineCounts", "For each image: how many labels count. A warp takes an image.", [Floats("parts"), Floats("counted")],
        () => $$"""
        var lane = Group.IdxX & {{Warp - 1}};
        var image = {{Over("Grid.GlobalIndex.X", Warp)}};
        if (image >= batch)
            return;
        var count = 0f;
        for (var chunk = lane; chunk < {{chunks}}; chunk += {{Warp}})
            count += parts[image * {{chunks}} + chunk];
        count = GroupSum.OfWarp(count);
        if (lane == 0)
            counted[image] = count;
        """);

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

    private static string WarpByWarp(KernelShape shape, bool hasGradient)
    {
        var (classes, pixels) = (shape.Int("Channels"), Pixels(shape));
        var gradient = hasGradient
            ? $$"""
                // exp / sum, less one for the label, divided by the image's counted pixels.
                var scale = 1f / (sum * counted[image]);
                for (var c = lane; c < {{classes}}; c += {{Warp}})
                {
                    var power = XMath.Exp(logits[from + c] - largest);
                    logitsGradient[from + c] = counts ? (c == label ? power - sum : power) * scale : 0f;
                }
                """
            : "";
        return $$"""
            var lane = Group.IdxX & {{Warp - 1}};
            {{Start(shape)}}
            var last = Math.Min(first + {{DeviceSchedule.GroupSize}}, {{pixels}});
            for (var pixel = first + {{Over("Group.IdxX", Warp)}}; pixel < last; pixel += {{Warps}})
            {
                var from = (image * {{pixels}} + pixel) * {{classes}};
                var largest = logits[from + lane];
                var best = lane;
                for (var c = lane + {{Warp}}; c < {{classes}}; c += {{Warp}})
                {
                    var score = logits[from + c];
                    if (score > largest)
                    {
                        largest = score;
                        best = c;
                    }
                }

                // The first among equals is the best.
                for (var mask = {{Warp / 2}}; mask > 0; mask >>= 1)
                {
                    var score = Warp.ShuffleXor(largest, mask);
                    var other = Warp.ShuffleXor(best, mask);
                    if (score > largest | (score == largest & other < best))
                    {
                        largest = score;
                        best = other;
                    }
                }

                var sum = 0f;
                for (var c = lane; c < {{classes}}; c += {{Warp}})
                    sum += XMath.Exp(logits[from + c] - largest);
                sum = GroupSum.OfWarp(sum);
                var label = labels[image * {{pixels}} + pixel];
                var counts = label != ignoreLabel;
                // The gradient may take the logits' place: a class is read only by the lane that writes it.
                if (counts & lane == (label & {{Warp - 1}}))
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
        var losses = SharedMemory.Allocate<float>({Warps});
        var hits = SharedMemory.Allocate<float>({Warps});
        var image = {Over("Grid.IdxX", ChunksPerImage(shape))};
        var first = {Modulo("Grid.IdxX", ChunksPerImage(shape))} * {DeviceSchedule.GroupSize};
        var loss = 0f;
        var hit = 0f;
        """;

    private static string Finish => """
        loss = GroupSum.OfGroup(loss, losses);
        hit = GroupSum.OfGroup(hit, hits);
        if (Group.IdxX == 0)
        {
            parts[Grid.IdxX * 2] = loss;
            parts[Grid.IdxX * 2 + 1] = hit;
        }
        """;

    /// <summary>Values from one pixel to the next in shared memory.</summary>
    private static int RowLength(int classes) => classes | 1;

    private static int Pixels(KernelShape shape) => shape.Int("Height") * shape.Int("Width");
}
