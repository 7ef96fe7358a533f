using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Ops;

namespace ShapeNet.Generators.Tests;

/// <summary>The shape rules against a count of where a window fits.</summary>
public sealed class ShapeRuleTests
{
    /// <summary>One axis of a window over one axis of an input.</summary>
    public sealed record Axis(int Size, int Kernel, int Stride, int Padding, int Dilation, bool Ceil)
    {
        public int Extent => Dilation * (Kernel - 1) + 1;
    }

    private static readonly Arbitrary<Axis> Axes = Arb.From(
        from size in Gen.Choose(1, 40)
        from kernel in Gen.Choose(1, 9)
        from stride in Gen.Choose(1, 6)
        from padding in Gen.Choose(0, 5)
        from dilation in Gen.Choose(1, 4)
        from ceil in Gen.Elements(true, false)
        select new Axis(size, kernel, stride, padding, dilation, ceil));

    [Fact]
    public void A_window_takes_every_position_at_which_it_lies_in_the_padded_input() => Check(axis =>
    {
        var fits = Enumerable.Range(0, axis.Size + 2 * axis.Padding).Count(
            start => start % axis.Stride == 0 && start + axis.Extent <= axis.Size + 2 * axis.Padding);
        return fits == WindowOf(axis with { Ceil = false }).Rows(axis.Size);
    });

    [Fact]
    public void In_ceil_mode_one_more_may_overhang_by_less_than_a_stride_if_it_starts_before_the_input_ends() => Check(drawn =>
    {
        // Pools are padded by half their kernel at most.
        var axis = drawn with { Padding = Math.Min(drawn.Padding, drawn.Kernel / 2) };
        var length = axis.Size + 2 * axis.Padding;
        var fits = Enumerable.Range(0, length).Count(start => start % axis.Stride == 0 && start + axis.Extent <= length);
        var next = fits * axis.Stride;
        var overhang = next + axis.Extent - length;
        var isTaken = overhang > 0 && overhang < axis.Stride && next < axis.Size + axis.Padding;
        return WindowOf(axis with { Ceil = true }).Rows(axis.Size) == fits + (isTaken ? 1 : 0);
    });

    [Fact]
    public void A_transposed_convolution_reaches_what_its_taps_paint() => Check(axis =>
    {
        // Every input value paints its taps; what the padding cuts away at both ends is not there.
        var last = Enumerable.Range(0, axis.Size).SelectMany(i => Enumerable.Range(0, axis.Kernel), (i, tap) => i * axis.Stride + tap * axis.Dilation).Max();
        var extra = Math.Min(axis.Kernel % 3, Math.Max(axis.Stride, axis.Dilation) - 1);
        var wanted = last + 1 + extra - 2 * axis.Padding;
        var op = new ConvTranspose2dOp(4, WindowOf(axis with { Ceil = false }), Ir.Pair.Both(extra), 1, true);
        var inference = op.Infer([TensorShape.Image(2, axis.Size, axis.Size)]);
        return wanted < 1 ? inference.Fault?.Id == "SN0109" : inference.Shape == TensorShape.Image(4, wanted, wanted);
    });

    [Fact]
    public void A_transposed_convolution_undoes_the_convolution_of_the_same_window() => Check(axis =>
    {
        var window = WindowOf(axis with { Ceil = false });
        var small = window.Rows(axis.Size);
        if (small < 1)
            return true;
        // Several sizes shrink to one; output padding, less than a stride, says which of them it was.
        var left = (axis.Size + 2 * axis.Padding - axis.Extent) % axis.Stride;
        var op = new ConvTranspose2dOp(1, window, Ir.Pair.Both(left), 1, true);
        return op.Infer([TensorShape.Image(1, (int)small, (int)small)]).Shape == TensorShape.Image(1, axis.Size, axis.Size);
    });

    [Fact]
    public void Rows_and_columns_are_counted_apart() => FsCheck.Check.One(Settings, Prop.ForAll(Axes, Axes, (rows, columns) =>
    {
        var window = new Window(
            new(rows.Kernel, columns.Kernel), new(rows.Stride, columns.Stride), new(rows.Padding, columns.Padding), new(rows.Dilation, columns.Dilation));
        var (height, width) = (WindowOf(rows with { Ceil = false }).Rows(rows.Size), WindowOf(columns with { Ceil = false }).Columns(columns.Size));
        var inference = new Conv2dOp(5, window, 1, true).Infer([TensorShape.Image(3, rows.Size, columns.Size)]);
        return height < 1 || width < 1 ? inference.Fault?.Id == "SN0101" : inference.Shape == TensorShape.Image(5, (int)height, (int)width);
    }));

    [Fact]
    public void Dropped_rows_are_those_that_no_window_reads() => Check(axis =>
    {
        var window = WindowOf(axis with { Ceil = false });
        var positions = (int)window.Rows(axis.Size);
        // Windows with gaps between or within them leave rows out everywhere; that is their purpose.
        if (positions < 1 || axis.Extent < axis.Stride || (axis.Dilation > 1 && axis.Stride > 1))
            return true;
        var read = Enumerable.Range(0, positions).SelectMany(i => Enumerable.Range(0, axis.Extent), (i, offset) => i * axis.Stride + offset - axis.Padding).ToHashSet();
        var dropped = Enumerable.Range(0, axis.Size).Count(row => !read.Contains(row));
        var fault = window.Dropped(TensorShape.Image(1, axis.Size, axis.Size), TensorShape.Image(1, positions, positions));
        return dropped == 0 ? fault is null : fault!.Arguments[0].StartsWith(dropped == 1 ? "last row" : $"last {dropped} rows", StringComparison.Ordinal);
    });

    private static Config Settings { get; } = Config.QuickThrowOnFailure.WithMaxTest(3_000)
        .WithReplay(FSharpOption<Replay>.Some(new Replay(new Rnd(20260101UL, 1UL), FSharpOption<int>.None)));

    private static Window WindowOf(Axis axis) => new(
        Ir.Pair.Both(axis.Kernel), Ir.Pair.Both(axis.Stride), Ir.Pair.Both(axis.Padding), Ir.Pair.Both(axis.Dilation), axis.Ceil);

    private static void Check(Func<Axis, bool> rule) => FsCheck.Check.One(Settings, Prop.ForAll(Axes, rule));
}
