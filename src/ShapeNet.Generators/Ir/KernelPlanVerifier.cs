namespace ShapeNet.Generators.Ir;

/// <summary>Holds a planned program against the rules that every program keeps.</summary>
internal static class KernelPlanVerifier
{
    public static void Verify(KernelPlan plan)
    {
        var written = new HashSet<Value> { plan.Input };
        foreach (var launch in plan.PrepareLaunches.Concat(plan.Launches))
        {
            var roles = new HashSet<string>(StringComparer.Ordinal);
            foreach (var operand in launch.Operands)
            {
                if (!roles.Add(operand.Role))
                    throw Broken(launch, $"the operand {operand.Role} is given twice");
                if (operand.Value is not { } value)
                    continue;
                var needsWriter = value.IsPlanned || value.Storage is Storage.Prepared or Storage.Gradient or Storage.Output;
                if (operand.Reads && needsWriter && !written.Contains(value))
                    throw Broken(launch, $"reads {value.Name} before it is written");
                if (operand.Writes && value.Storage is Storage.Parameter or Storage.Labels or Storage.Input && operand.Writes)
                    throw Broken(launch, $"writes {value.Name}, which a program only reads");
                if (operand.Writes)
                    written.Add(value);
            }
        }

        if (!written.Contains(plan.Output))
            throw new InvalidOperationException($"the {plan.Name} program never writes its output");
        VerifyMemory(plan);
    }

    /// <summary>
    /// Replays the program and remembers, for each value, the launch that wrote it last: whoever reads a value must find
    /// that no other value was written over it in between.
    /// </summary>
    private static void VerifyMemory(KernelPlan plan)
    {
        var live = new List<Value>();
        Write(live, plan.Input);
        foreach (var launch in plan.Launches)
        {
            foreach (var operand in launch.Operands.Where(operand => operand.Reads && operand.Value!.IsPlanned))
            {
                if (!live.Contains(operand.Value!))
                    throw Broken(launch, $"reads {operand.Value!.Name}, whose memory another value has taken");
            }

            foreach (var operand in launch.Operands.Where(operand => operand.Writes && operand.Value!.IsPlanned))
            {
                foreach (var other in launch.Operands.Where(other => other.Reads && !ReferenceEquals(other.Value, operand.Value) && Overlap(other.Value!, operand.Value!)))
                {
                    if (!launch.InPlace.Any(pair => pair.Written == operand && pair.Read == other))
                        throw Broken(launch, $"writes {operand.Value!.Name} over {other.Value!.Name}, which it reads");
                }

                Write(live, operand.Value!);
            }
        }

        if (plan.ForwardLaunches == plan.Launches.Length && plan.Output.IsPlanned && !live.Contains(plan.Output))
            throw new InvalidOperationException($"the {plan.Name} program overwrites its output");
    }

    private static void Write(List<Value> live, Value value)
    {
        live.RemoveAll(other => Overlap(other, value));
        live.Add(value);
    }

    private static bool Overlap(Value a, Value b) =>
        a.Storage == b.Storage && a.IsPlanned && a.Offset < b.Offset + b.Floats && b.Offset < a.Offset + a.Floats;

    private static InvalidOperationException Broken(Launch launch, string what) =>
        new($"{launch.Kernel}.{launch.Method} of {launch.Layer} {what}");
}
