using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;
using ShapeNet.Generators.Ops;
using static ShapeNet.Generators.Emitter.Ilgpu.DeviceParameter;
using static ShapeNet.Generators.Emitter.Ilgpu.Division;

namespace ShapeNet.Generators.Emitter.Ilgpu;

/// <summary>Softmax cross-entropy with its gradient: a thread for each pixel, sums of groups combined in a fixed order.</summary>
internal static class LossKernels
{
    public static int ChunksPerImage(KernelShape shape) => DeviceSchedule.LossChunks(Pixels(shape));

    /// <summary>For each image: how many of its labels count.</summary>
    public static DeviceKernel Count(KernelShape shape)
    {
        var pixels = Pixels(shape);
        return new DeviceKernel(
            $"{shape.Name}_CountLabels", "For each image: how many labels count. A group takes an image.",
            [Ints("labels"), new DeviceParameter("int", "ignoreLabel"), Floats("counted")],
            () => $$"""
            var thread = Group.IdxX;
            var shared = SharedMemory.Allocate<float>({{DeviceSchedule.GroupSize}});
            var image = Grid.IdxX;
            var sum = 0f;
            for (var pixel = thread; pixel < {{pixels}}; pixel += {{DeviceSchedule.GroupSize}})
            {
                if (labels[image * {{pixels}} + pixel] != ignoreLabel)
                    sum += 1f;
            }

            shared[thread] = sum;
            Group.Barrier();
            if (thread == 0)
            {
                for (var i = 1; i < {{DeviceSchedule.GroupSize}}; i++)
                    sum += shared[i];
                counted[image] = sum;
            }
            """);
    }

    /// <summary>Loss, hits and gradient of each pixel; losses and hits are summed for each group.</summary>
    public static DeviceKernel Loss(KernelShape shape, bool hasGradient)
    {
        var (classes, pixels, chunks) = (shape.Int("Channels"), Pixels(shape), ChunksPerImage(shape));
        var parameters = new List<DeviceParameter> { Floats("logits"), Ints("labels"), new("int", "ignoreLabel"), Floats("counted") };
        if (hasGradient)
            parameters.Add(Floats("logitsGradient"));
        parameters.Add(Floats("parts"));
        var gradient = hasGradient
            ? $$"""
                for (var c = 0; c < {{classes}}; c++)
                {
                    var probability = XMath.Exp(logits[at + c] - largest) / sum;
                    logitsGradient[at + c] = counts ? (c == label ? probability - 1f : probability) / count : 0f;
                }
                """
            : "";
        return new DeviceKernel(
            $"{shape.Name}_Loss{(hasGradient ? "_gradient" : "")}",
            $"Softmax cross-entropy over {classes} classes of each pixel, divided by the image's counted pixels{(hasGradient ? ", and its gradient" : "")}.",
            parameters.ToEquatableArray(),
            () => $$"""
            var thread = Group.IdxX;
            var shared0 = SharedMemory.Allocate<float>({{DeviceSchedule.GroupSize}});
            var shared1 = SharedMemory.Allocate<float>({{DeviceSchedule.GroupSize}});
            var image = {{Over("Grid.IdxX", chunks)}};
            var pixel = {{Modulo("Grid.IdxX", chunks)}} * {{DeviceSchedule.GroupSize}} + thread;
            var loss = 0f;
            var hit = 0f;
            if (pixel < {{pixels}})
            {
                var at = (image * {{pixels}} + pixel) * {{classes}};
                var label = labels[image * {{pixels}} + pixel];
                var counts = label != ignoreLabel;
                var count = counted[image];
                var largest = logits[at];
                var best = 0;
                for (var c = 1; c < {{classes}}; c++)
                {
                    if (logits[at + c] > largest)
                    {
                        largest = logits[at + c];
                        best = c;
                    }
                }

                var sum = 0f;
                for (var c = 0; c < {{classes}}; c++)
                    sum += XMath.Exp(logits[at + c] - largest);
                if (counts)
                {
                    loss = (XMath.Log(sum) + largest - logits[at + label]) / count;
                    hit = best == label ? 1f : 0f;
                }

                {{gradient.Replace("\n", "\n    ")}}
            }

            shared0[thread] = loss;
            shared1[thread] = hit;
            Group.Barrier();
            if (thread == 0)
            {
                for (var i = 1; i < {{DeviceSchedule.GroupSize}}; i++)
                {
                    loss += shared0[i];
                    hit += shared1[i];
                }

                parts[Grid.IdxX * 2] = loss;
                parts[Grid.IdxX * 2 + 1] = hit;
            }
            """);
    }

    /// <summary>Adds an image's groups in their order.</summary>
    public static DeviceKernel Combine(KernelShape shape)
    {
        var chunks = ChunksPerImage(shape);
        return new DeviceKernel(
            $"{shape.Name}_CombineLosses", "For each image: its loss and its hits.", [Floats("parts"), Floats("losses"), Floats("correct")],
            () => $$"""
            var image = Grid.GlobalIndex.X;
            if (image >= batch)
                return;
            var loss = 0.0;
            var hits = 0f;
            for (var chunk = image * {{chunks}}; chunk < (image + 1) * {{chunks}}; chunk++)
            {
                loss += parts[chunk * 2];
                hits += parts[chunk * 2 + 1];
            }

            losses[image] = (float)loss;
            correct[image] = hits;
            """);
    }

    private static int Pixels(KernelShape shape) => shape.Int("Height") * shape.Int("Width");
}
