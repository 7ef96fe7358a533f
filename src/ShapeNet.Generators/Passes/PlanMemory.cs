using ShapeNet.Generators.Ir;

namespace ShapeNet.Generators.Passes;

/// <summary>
/// Gives every planned value an offset. A value lives from the launch that first writes it to the last that uses it;
/// values that never live at once may share memory, and a launch that can work in place takes over the memory of the
/// value it uses up. Forward and backward are planned together, largest values first, each at the lowest offset that
/// is free while it lives (greedy by size: Pisarchyk and Lee 2020).
/// </summary>
internal static class PlanMemory
{
    public static MemoryLayout Run(KernelPlan plan)
    {
        var pieces = FindLifetimes(plan);
        ShareInPlace(plan, pieces);
        var groups = pieces.Values.Select(piece => piece.Root).Distinct().ToList();
        var layout = new MemoryLayout(
            Assign(groups, Storage.Fixed), Assign(groups, Storage.PerImage),
            plan.Values.Where(value => value.Storage == Storage.Fixed).Sum(value => WeightTable.Align(value.Floats)),
            plan.Values.Where(value => value.Storage == Storage.PerImage).Sum(value => WeightTable.Align(value.Floats)));
        foreach (var piece in pieces.Values)
            piece.Value.Offset = piece.Root.Value.Offset;
        return layout;
    }

    private static Dictionary<Value, Piece> FindLifetimes(KernelPlan plan)
    {
        var pieces = new Dictionary<Value, Piece>();
        Touch(plan.Input, 0);
        for (var i = 0; i < plan.Launches.Length; i++)
        {
            foreach (var operand in plan.Launches[i].Operands)
            {
                if (operand.Value is { } value)
                    Touch(value, i);
            }
        }

        // The output is read after the forward pass, and after the program's end where that is the same.
        if (plan.ForwardLaunches == plan.Launches.Length)
            Touch(plan.Output, plan.Launches.Length);
        return pieces;

        void Touch(Value value, int launch)
        {
            if (!value.IsPlanned)
                return;
            if (!pieces.TryGetValue(value, out var piece))
                pieces.Add(value, piece = new Piece(value, launch));
            piece.Last = launch;
        }
    }

    private static void ShareInPlace(KernelPlan plan, Dictionary<Value, Piece> pieces)
    {
        for (var i = 0; i < plan.Launches.Length; i++)
        {
            var launch = plan.Launches[i];
            foreach (var (writtenOperand, readOperand) in launch.InPlace)
            {
                if (writtenOperand.Value is not { IsPlanned: true } written || readOperand.Value is not { IsPlanned: true } read || written == read)
                    continue;
                var (target, source) = (pieces[written].Root, pieces[read].Root);
                var isLegal = target != source && target.First == i && source.Last == i && launch.MayOverwrite(read, written)
                    && target.Value.Storage == source.Value.Storage && target.Floats <= source.Floats;
                if (!isLegal)
                    continue;
                target.Parent = source;
                source.Last = target.Last;
            }
        }
    }

    private static long Assign(List<Piece> groups, Storage storage)
    {
        var placed = new List<Piece>();
        var total = 0L;
        foreach (var group in groups.Where(group => group.Value.Storage == storage)
            .OrderByDescending(group => group.Floats).ThenBy(group => group.First).ThenBy(group => group.Value.Id))
        {
            var offset = 0L;
            // `placed` is ordered by offset: the first gap that is wide enough is the lowest one.
            foreach (var other in placed)
            {
                if (other.First > group.Last || other.Last < group.First)
                    continue;
                if (other.Value.Offset - offset >= group.Floats)
                    break;
                offset = Math.Max(offset, other.Value.Offset + other.Floats);
            }

            group.Value.Offset = offset;
            var index = placed.FindIndex(other => other.Value.Offset > offset);
            placed.Insert(index < 0 ? placed.Count : index, group);
            total = Math.Max(total, offset + group.Floats);
        }

        return total;
    }

    /// <summary>Memory that one value, or several that follow each other in place, live in.</summary>
    private sealed class Piece(Value value, int first)
    {
        public Value Value { get; } = value;

        public long Floats { get; } = WeightTable.Align(value.Floats);

        public int First { get; } = first;

        public int Last { get; set; } = first;

        /// <summary>The piece that took this one in, if one did.</summary>
        public Piece? Parent { get; set; }

        public Piece Root
        {
            get
            {
                var root = this;
                while (root.Parent is { } parent)
                    root = parent;
                // Long chains of layers that work in place are walked once.
                for (var piece = this; piece != root;)
                    (piece, piece.Parent) = (piece.Parent!, root);
                return root;
            }
        }
    }
}

/// <summary>The sizes of a plan, in float32 values.</summary>
internal sealed record MemoryLayout(long Fixed, long PerImage, long UnplannedFixed, long UnplannedPerImage);
