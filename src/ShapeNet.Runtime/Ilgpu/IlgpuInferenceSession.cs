using System.Runtime.InteropServices;
using ILGPU.Runtime;

namespace ShapeNet.Runtime.Ilgpu;

/// <summary>A network that runs on an accelerator.</summary>
internal sealed class IlgpuInferenceSession : InferenceSession
{
    private readonly NetworkDefinition definition;
    private readonly IlgpuDefinition programs;
    private readonly IlgpuDevice device;
    private readonly MemoryPlan program;
    private readonly IlgpuMemory memory;
    private readonly IlgpuRun run;
    private readonly IlgpuInferenceProgram code;
    private readonly int inputElements;
    private readonly int outputElements;
    private readonly int capacity;
    private DeviceScores? scores;

    public IlgpuInferenceSession(NetworkDefinition definition, IlgpuDefinition programs, int capacity, IlgpuDevice device)
    {
        this.definition = definition;
        this.programs = programs;
        this.device = device;
        this.capacity = capacity;
        program = programs.InferenceMemory;
        inputElements = definition.InputShape.AsSpan().Product();
        outputElements = definition.OutputShape.AsSpan().Product();
        var plan = ArenaPlan.ForInference(definition, program, programs.PreparedFloats, capacity);
        memory = new IlgpuMemory(device, definition, plan, programs.LargestFloatsPerImage, capacity, $"running {definition.Name} in batches of {capacity}");
        run = new IlgpuRun(memory.View, plan, program, memory.Stream);
        code = programs.CreateInference(device.Accelerator);
    }

    public override long ArenaBytes => memory.Bytes + (scores?.Bytes ?? 0);

    public override MemoryPlan Memory => program;

    public override LaunchProfile? Profile
    {
        get => run.Clock?.Profile;
        set => run.Clock = value is null ? null : new LaunchClock(value, run.Stream.Synchronize);
    }

    public override ProgramReport Report() => programs.InferenceReport();

    public override void Read(TensorBlock block, long offset, Span<float> destination) =>
        memory.Read(memory.OffsetOf(block) + offset, destination);

    public override void Write(TensorBlock block, long offset, ReadOnlySpan<float> source) =>
        memory.Write(memory.OffsetOf(block) + offset, source);

    public override void Prepare() => code.Prepare(run);

    public override void Run(ReadOnlySpan<float> input, Span<float> output, int images)
    {
        Forward(input, images);
        memory.Read(memory.Plan.Program + program.FixedFloats + program.OutputOffset * run.Batch, output[..(run.Batch * outputElements)]);
    }

    public override void Score(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, int images, int ignoreLabel, int ignoredClass)
    {
        scores ??= new DeviceScores(device, definition, capacity);
        Forward(input, images);
        // Labels are copied as they are, bit for bit.
        memory.Upload.Copy(MemoryMarshal.Cast<int, float>(labels), (long)inputElements * images, scores.Labels.Cast<float>());
        scores.Add(run.PerImage(program.OutputOffset, outputElements), images, ignoreLabel, ignoredClass);
    }

    public override PredictionScores? TakeScores() => scores?.Take();

    public override void Dispose()
    {
        memory.Dispose();
        scores?.Dispose();
    }

    private void Forward(ReadOnlySpan<float> input, int images)
    {
        run.Batch = images;
        memory.Upload.Next();
        memory.Upload.Copy(input, 0, run.PerImage(program.InputOffset, inputElements));
        run.Clock?.Begin(0);
        code.Forward(run);
        run.Clock?.End();
    }
}
