namespace ShapeNet.Runtime.Cpu;

/// <summary>Counts the labels of images that count in the loss, and refuses those that are no class.</summary>
internal readonly unsafe struct LabelCount(int* labels, int ignoreLabel, int classes, int height, int width, float* counted) : ICpuWork
{
    /// <summary>Writes one count for each image.</summary>
    /// <exception cref="InvalidDataException">A label is neither a class nor the ignored one.</exception>
    public static void Run(CpuContext context, CpuBuffer labels, int ignoreLabel, int classes, int height, int width, CpuBuffer counted) =>
        context.Threads.Run(context.Batch, new LabelCount((int*)labels.Pointer, ignoreLabel, classes, height, width, counted.Pointer));

    public void Execute(int item, int thread)
    {
        var pixels = height * width;
        var image = new ReadOnlySpan<int>(labels + ((long)item * pixels), pixels);
        var count = 0;
        for (var pixel = 0; pixel < image.Length; pixel++)
        {
            var label = image[pixel];
            if (label == ignoreLabel && ignoreLabel != -1)
                continue;
            if ((uint)label >= (uint)classes)
            {
                throw new InvalidDataException(
                    $"Label {label} of image {item} at row {pixel / width}, column {pixel % width} is not one of the classes 0 … {classes - 1}.");
            }

            count++;
        }

        counted[item] = count;
    }
}
