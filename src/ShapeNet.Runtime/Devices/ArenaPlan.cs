namespace ShapeNet.Runtime;

/// <summary>
/// Where everything lies that a network keeps on a device: one block of memory, every part of which starts at a multiple
/// of 64 bytes. Offsets and sizes count float32 values.
/// </summary>
internal sealed class ArenaPlan
{
    private const int AlignmentFloats = 16;

    private ArenaPlan(NetworkDefinition definition, int capacity, MemoryPlan program, long? preparedFloats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        var total = 0L;
        Parameters = Reserve(definition.ParameterFloats);
        Buffers = Reserve(definition.BufferFloats);
        if (preparedFloats is null)
        {
            Gradients = Reserve(definition.ParameterFloats);
            Momentum = Reserve(definition.ParameterFloats);
            Labels = Reserve(definition.LabelsPerImage * (long)capacity);
            Losses = Reserve(capacity);
            Correct = Reserve(capacity);
            Counted = Reserve(capacity);
        }
        else
        {
            Prepared = Reserve(preparedFloats.Value);
        }

        Program = Reserve(program.FixedFloats + program.FloatsPerImage * capacity);
        Bytes = total * sizeof(float);

        long Reserve(long floats)
        {
            var offset = total;
            total = checked(total + (floats + AlignmentFloats - 1) / AlignmentFloats * AlignmentFloats);
            return offset;
        }
    }

    /// <summary>The plan of a network that is trained.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="program">The memory of the device's program.</param>
    /// <param name="capacity">Images in a full batch.</param>
    public static ArenaPlan ForTraining(NetworkDefinition definition, MemoryPlan program, int capacity) =>
        new(definition, capacity, program, preparedFloats: null);

    /// <summary>The plan of a network that only runs.</summary>
    /// <param name="definition">The network.</param>
    /// <param name="program">The memory of the device's program.</param>
    /// <param name="preparedFloats">Values that the program prepares from the parameters.</param>
    /// <param name="capacity">Images in a full batch.</param>
    public static ArenaPlan ForInference(NetworkDefinition definition, MemoryPlan program, long preparedFloats, int capacity) =>
        new(definition, capacity, program, preparedFloats);

    /// <summary>The size of the whole block.</summary>
    public long Bytes { get; }

    /// <summary>Trained values.</summary>
    public long Parameters { get; }

    /// <summary>Running statistics.</summary>
    public long Buffers { get; }

    /// <summary>Gradients, as <see cref="Parameters"/> lie; in training only.</summary>
    public long Gradients { get; }

    /// <summary>Velocities, as <see cref="Parameters"/> lie; in training only.</summary>
    public long Momentum { get; }

    /// <summary>Int32 labels of a full batch; in training only.</summary>
    public long Labels { get; }

    /// <summary>One loss for each image; in training only.</summary>
    public long Losses { get; }

    /// <summary>One count for each image; in training only.</summary>
    public long Correct { get; }

    /// <summary>One count for each image; in training only.</summary>
    public long Counted { get; }

    /// <summary>Values prepared for inference; in inference only.</summary>
    public long Prepared { get; }

    /// <summary>The program's planned memory.</summary>
    public long Program { get; }
}
