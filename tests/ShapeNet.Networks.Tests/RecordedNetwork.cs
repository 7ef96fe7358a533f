using ShapeNet.Networks.Tests.Networks;
using ShapeNet.Runtime;

namespace ShapeNet.Networks.Tests;

/// <summary>A network that PyTorch's values were recorded for.</summary>
internal abstract class RecordedNetwork(NetworkDefinition definition)
{
    /// <summary>The label that does not count in the networks that ignore one.</summary>
    protected const int Ignored = 255;

    /// <summary>The networks that somebody wrote.</summary>
    public static RecordedNetwork[] Written { get; } =
    [
        Of(StridedConvs.Definition, StridedConvs.CreateTrainer, StridedConvs.CreatePredictor),
        Of(GroupedConvs.Definition, GroupedConvs.CreateTrainer, GroupedConvs.CreatePredictor),
        Of(DepthwiseConvs.Definition, DepthwiseConvs.CreateTrainer, DepthwiseConvs.CreatePredictor),
        Of(NarrowGroups.Definition, NarrowGroups.CreateTrainer, NarrowGroups.CreatePredictor),
        Of(WideGroups.Definition, WideGroups.CreateTrainer, WideGroups.CreatePredictor),
        Of(ManyChannels.Definition, ManyChannels.CreateTrainer, ManyChannels.CreatePredictor),
        Of(TransposedConvs.Definition, TransposedConvs.CreateTrainer, TransposedConvs.CreatePredictor),
        Of(SharedTransposed.Definition, SharedTransposed.CreateTrainer, SharedTransposed.CreatePredictor),
        Of(Norms.Definition, Norms.CreateTrainer, Norms.CreatePredictor),
        Of(SharedReLUs.Definition, SharedReLUs.CreateTrainer, SharedReLUs.CreatePredictor),
        Of(MaxPools.Definition, MaxPools.CreateTrainer, MaxPools.CreatePredictor),
        Of(AvgPools.Definition, AvgPools.CreateTrainer, AvgPools.CreatePredictor),
        Of(Sums.Definition, Sums.CreateTrainer, Sums.CreatePredictor),
        Of(InputSums.Definition, InputSums.CreateTrainer, InputSums.CreatePredictor),
        Of(Concats.Definition, Concats.CreateTrainer, Concats.CreatePredictor),
        Of(Dense.Definition, Dense.CreateTrainer, Dense.CreatePredictor),
        Of(Crops.Definition, Crops.CreateTrainer, Crops.CreatePredictor),
        Of(InputReaders.Definition, InputReaders.CreateTrainer, InputReaders.CreatePredictor),
        Of(Branches.Definition, Branches.CreateTrainer, Branches.CreatePredictor),
        Of(Decoder.Definition, Decoder.CreateTrainer, Decoder.CreatePredictor),
        Of(TinyMobileNet.Definition, TinyMobileNet.CreateTrainer, TinyMobileNet.CreatePredictor),
        Of(FlatImage.Definition, FlatImage.CreateTrainer, FlatImage.CreatePredictor),
        Of(Nested.Definition, Nested.CreateTrainer, Nested.CreatePredictor),
        Of(LeNet.Definition, LeNet.CreateTrainer, LeNet.CreatePredictor),
        Of(Mlp.Definition, Mlp.CreateTrainer, Mlp.CreatePredictor),
        Of(AllConv.Definition, AllConv.CreateTrainer, AllConv.CreatePredictor),
        Of(FlatLogits.Definition, FlatLogits.CreateTrainer, FlatLogits.CreatePredictor),
        Of(PixelClassifier.Definition, PixelClassifier.CreateTrainer, PixelClassifier.CreatePredictor),
        Of(UNet.Definition, UNet.CreateTrainer, UNet.CreatePredictor),
        Of(TinyResNet.Definition, TinyResNet.CreateTrainer, TinyResNet.CreatePredictor),
        Of(ShortSkips.Definition, ShortSkips.CreateTrainer, ShortSkips.CreatePredictor),
        Of(TinyFcn.Definition, TinyFcn.CreateTrainer, TinyFcn.CreatePredictor),
        Of(Upsampler.Definition, Upsampler.CreateTrainer, Upsampler.CreatePredictor),
        Of(Magnifier.Definition, Magnifier.CreateTrainer, Magnifier.CreatePredictor),
    ];

    /// <summary>These and the random ones, by name.</summary>
    public static IReadOnlyDictionary<string, RecordedNetwork> All { get; } =
        Written.Concat(RandomNetworks.All).ToDictionary(network => network.Definition.Name, StringComparer.Ordinal);

    public NetworkDefinition Definition { get; } = definition;

    /// <summary>Trains and evaluates as the recording did; gives every value under the name that the recording has for it.</summary>
    /// <param name="device">Where.</param>
    /// <param name="capacity">The most images in a batch; at least those of the recording.</param>
    public abstract Dictionary<string, float[]> Run(Device device, int capacity);

    /// <summary>The bytes that steps and predictions allocate on this thread once everything is created.</summary>
    /// <param name="device">Where.</param>
    /// <param name="steps">How many of both.</param>
    public abstract long AllocatedBytes(Device device, int steps);

    /// <summary>Holds steps that are enqueued against steps that are waited for, bit by bit.</summary>
    /// <param name="device">Where.</param>
    /// <param name="steps">How many of both.</param>
    public abstract void AssertEnqueuedStepsAreSteps(Device device, int steps);

    /// <summary>How many times the usual tolerance it may be off: networks that nobody thought of amplify roundings.</summary>
    public double Slack { get; init; } = 1;

    /// <summary>A network by what its record declares.</summary>
    public static RecordedNetwork Of<TInput, TOutput, TLabels>(
        NetworkDefinition definition, Func<Device, int, ulong, Trainer<TInput, TOutput, TLabels>> createTrainer,
        Func<Device, int, Predictor<TInput, TOutput>> createPredictor, double slack = 1)
        where TInput : IShape
        where TOutput : IShape
        where TLabels : IShape =>
        new RecordedNetwork<TInput, TOutput, TLabels>(definition, createTrainer, createPredictor) { Slack = slack };
}

/// <inheritdoc/>
internal sealed class RecordedNetwork<TInput, TOutput, TLabels>(
    NetworkDefinition definition, Func<Device, int, ulong, Trainer<TInput, TOutput, TLabels>> createTrainer,
    Func<Device, int, Predictor<TInput, TOutput>> createPredictor) : RecordedNetwork(definition)
    where TInput : IShape
    where TOutput : IShape
    where TLabels : IShape
{
    private static readonly SgdOptions Options = new(LearningRate: 0.05f, Momentum: 0.9f, WeightDecay: 0.01f);

    public override Dictionary<string, float[]> Run(Device device, int capacity)
    {
        using var recording = new Recording(Definition.Name);
        using var trainer = createTrainer(device, capacity, 0);
        LoadBefore(trainer, recording);
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        for (var step = 0; step < Recording.Steps; step++)
        {
            var labels = recording.Labels<TLabels>(step);
            var profile = step == Recording.Steps - 1 ? Profile(trainer) : null;
            trainer.Forward(recording.Images<TInput>(step));
            var logits = new Batch<TOutput>(capacity);
            trainer.CopyLogits(logits);
            values.Add($"logits/{step}", ChannelsFirst(logits));
            var result = trainer.Backward(labels);
            AssertWasMeasured(trainer, profile);
            values.Add($"loss/{step}", [(float)result.LossSum]);
            Assert.Equal(labels.Count, result.Images);
            Assert.Equal(labels.Values.ToArray().Count(label => label != Ignored), result.Counted);
            Assert.Equal(CountHits(logits, labels), result.Correct);
            foreach (var parameter in Definition.Parameters)
                trainer.ReadGradient(parameter.Name, Add(values, $"grad/{step}/{parameter.Name}", parameter.Elements));
            trainer.Update(Options);
        }

        AssertPlanIsTheDevices(trainer, Definition.TrainingMemory, Definition.Ilgpu!.TrainingMemory);
        foreach (var parameter in Definition.Parameters)
            trainer.ReadParameter(parameter.Name, Add(values, $"after/{parameter.Name}", parameter.Elements));
        foreach (var buffer in Definition.Buffers)
            trainer.ReadBuffer(buffer.Name, Add(values, $"after/{buffer.Name}", buffer.Elements));
        using var predictor = createPredictor(device, capacity);
        predictor.CopyWeightsFrom(trainer);
        predictor.IgnoreLabel = Ignored;
        AssertPlanIsTheDevices(predictor, Definition.InferenceMemory, Definition.Ilgpu.InferenceMemory);
        var reference = new ScoreReference(Definition.Classes, Ignored);
        for (var step = 0; step < Recording.Steps; step++)
        {
            var (images, labels, output) = (recording.Images<TInput>(step), recording.Labels<TLabels>(step), new Batch<TOutput>(capacity));
            var profile = step == Recording.Steps - 1 ? Profile(predictor) : null;
            predictor.Predict(images, output);
            AssertWasMeasured(predictor, profile);
            values.Add($"evaluated/{step}", ChannelsFirst(output));
            predictor.Score(images, labels);
            reference.Add(output, labels);
        }

        reference.AssertIs(predictor.TakeScores());

        return values;
    }

    public override long AllocatedBytes(Device device, int steps)
    {
        using var recording = new Recording(Definition.Name);
        using var trainer = createTrainer(device, 3, 0);
        using var predictor = createPredictor(device, 3);
        LoadBefore(trainer, recording);
        predictor.CopyWeightsFrom(trainer);
        var (images, labels, output) = (recording.Images<TInput>(0), recording.Labels<TLabels>(0), new Batch<TOutput>(3));
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        return GC.GetAllocatedBytesForCurrentThread() - before;

        void Run()
        {
            for (var step = 0; step < steps; step++)
            {
                trainer.Step(images, labels, Options);
                predictor.Predict(images, output);
            }
        }
    }

    public override void AssertEnqueuedStepsAreSteps(Device device, int steps)
    {
        using var recording = new Recording(Definition.Name);
        using var waited = createTrainer(device, 3, 0);
        using var enqueued = createTrainer(device, 3, 0);
        LoadBefore(waited, recording);
        LoadBefore(enqueued, recording);
        var (images, labels) = (recording.Images<TInput>(0), recording.Labels<TLabels>(0));
        // The same batch object holds another batch in each step, as a loader's does.
        var sum = default(StepResult);
        for (var step = 0; step < steps; step++)
        {
            ScaleImages(images, step);
            sum += waited.Step(images, labels, Options with { Momentum = 0 });
        }

        images = recording.Images<TInput>(0);
        for (var step = 0; step < steps; step++)
        {
            ScaleImages(images, step);
            enqueued.Enqueue(images, labels, Options with { Momentum = 0 });
        }

        var taken = enqueued.TakeResults();
        Assert.Equal(sum with { LossSum = taken.LossSum }, taken);
        Assert.Equal(sum.LossSum, taken.LossSum, 1e-12 * sum.LossSum);
        Assert.Equal(default, enqueued.TakeResults());
        foreach (var parameter in Definition.Parameters)
        {
            var (expected, actual, velocity) = (new float[parameter.Elements], new float[parameter.Elements], new float[parameter.Elements]);
            waited.ReadParameter(parameter.Name, expected);
            enqueued.ReadParameter(parameter.Name, actual);
            enqueued.ReadMomentum(parameter.Name, velocity);
            Assert.Equal(expected, actual);
            Assert.All(velocity, value => Assert.Equal(0, value));
        }
    }

    /// <summary>The planned tensors reach to the end of the memory that the device's own program has, and no further.</summary>
    private static void AssertPlanIsTheDevices(NetworkOnDevice onDevice, MemoryPlan onCpu, MemoryPlan onIlgpu)
    {
        const int Alignment = 16;
        var plan = onDevice.ReadPlan();
        Assert.Equal(onDevice.Device is CpuDevice ? onCpu : onIlgpu, plan.Memory);
        Assert.Equal((onDevice.Capacity, onDevice.ArenaBytes), (plan.Capacity, plan.ArenaBytes));
        Assert.InRange(plan.ArenaBytes, plan.Memory.Bytes(onDevice.Capacity), long.MaxValue);
        Assert.Equal((plan.Memory.FixedFloats, plan.Memory.FloatsPerImage), (End(perImage: false), End(perImage: true)));
        // What a program that only runs forward leaves is read after its end.
        var last = plan.Program.Launches.Length - (plan.Program.ForwardLaunches == plan.Program.Launches.Length ? 0 : 1);
        Assert.All(plan.Program.Values, value => Assert.InRange(value.Last, value.First, last));

        long End(bool perImage) => plan.Program.Values.Where(value => value.PerImage == perImage)
            .Select(value => (value.Offset + value.Floats + Alignment - 1) / Alignment * Alignment).DefaultIfEmpty().Max();
    }

    private static LaunchProfile Profile(NetworkOnDevice onDevice) => onDevice.Profile = new(onDevice.ReadPlan().Program);

    /// <summary>What ran since it was set took each launch of the plan once.</summary>
    private static void AssertWasMeasured(NetworkOnDevice onDevice, LaunchProfile? profile)
    {
        onDevice.Profile = null;
        if (profile is not null)
            Assert.All(Enumerable.Range(0, profile.Program.Launches.Length), launch => Assert.Single(profile.Seconds(launch)));
    }

    private static void ScaleImages(Batch<TInput> images, int step)
    {
        foreach (ref var value in images.Values)
            value *= 1 + (0.125f * step);
    }

    private void LoadBefore(Trainer<TInput, TOutput, TLabels> trainer, Recording recording)
    {
        trainer.IgnoreLabel = Ignored;
        var names = Definition.Parameters.Select(parameter => parameter.Name).Concat(Definition.Buffers.Select(buffer => buffer.Name));
        Assert.Equal(recording.Names("before/").Order(StringComparer.Ordinal), names.Order(StringComparer.Ordinal));
        foreach (var parameter in Definition.Parameters)
        {
            Assert.Equal(recording.Shape($"before/{parameter.Name}"), parameter.Shape);
            trainer.WriteParameter(parameter.Name, recording[$"before/{parameter.Name}"]);
        }

        foreach (var buffer in Definition.Buffers)
            trainer.WriteBuffer(buffer.Name, recording[$"before/{buffer.Name}"]);
    }

    private static float[] Add(Dictionary<string, float[]> values, string name, int elements)
    {
        var array = new float[elements];
        values.Add(name, array);
        return array;
    }

    private static float[] ChannelsFirst(Batch<TOutput> batch)
    {
        var values = new float[batch.Values.Length];
        batch.CopyToChannelsFirst(values);
        return values;
    }

    private int CountHits(Batch<TOutput> logits, Labels<TLabels> labels)
    {
        var hits = 0;
        for (var position = 0; position < labels.Values.Length; position++)
        {
            var classes = logits.Values.Slice(position * Definition.Classes, Definition.Classes).ToArray();
            if (labels.Values[position] == Array.IndexOf(classes, classes.Max()))
                hits++;
        }

        return hits;
    }
}
