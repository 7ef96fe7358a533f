using ShapeNet.Generators.Ir;
using ShapeNet.Generators.Model;

namespace ShapeNet.Generators.Ops;

/// <summary>Tensors joined along the channels; each gets its channels of the gradient back.</summary>
internal sealed record ConcatOp : Op
{
    public override string Kind => "Concat";

    public static Op Read(Hyperparameters h) => new ConcatOp();

    public override Inference Infer(IReadOnlyList<TensorShape> inputs)
    {
        var first = inputs[0];
        for (var i = 1; i < inputs.Count; i++)
        {
            if (inputs[i].IsImage != first.IsImage || inputs[i].Height != first.Height || inputs[i].Width != first.Width)
            {
                var difference = AddOp.Difference(first with { Channels = inputs[i].Channels }, inputs[i]);
                return Inference.Fails(new Fault("SN0103", first.ToString(), inputs[i].ToString(), difference) { OtherInput = i });
            }
        }

        var channels = inputs.Sum(input => (long)input.Channels);
        return channels <= TooLarge.Maximum
            ? first with { Channels = (int)channels }
            : Inference.Fails(TooLarge.Image(channels, first.Height, first.Width));
    }

    public override void Forward(Lowering lowering)
    {
        foreach (var (index, shape) in Parts(lowering))
        {
            // Every launch after the first keeps what the earlier ones wrote.
            lowering.Launch(
                "BoxCopyKernel", "Insert", shape,
                Operand.Read("box", lowering.Input(index)),
                new Operand("outer", lowering.Output, index == 0 ? Access.Write : Access.Modify));
        }
    }

    public override void Backward(Lowering lowering)
    {
        foreach (var (index, shape) in Parts(lowering))
        {
            if (!lowering.WantsInputGradient(index))
                continue;
            lowering.Launch(
                "BoxCopyKernel", "Extract", shape,
                Operand.Read("outer", lowering.OutputGradient),
                lowering.InputGradient("box", index));
        }
    }

    private static IEnumerable<(int Index, KernelShape Shape)> Parts(Lowering lowering)
    {
        var channel = 0;
        for (var i = 0; i < lowering.InputCount; i++)
        {
            yield return (i, KernelShapes.BoxCopy(lowering.InputShapes[i], lowering.OutputShape, channel, 0, 0));
            channel += lowering.InputShapes[i].Channels;
        }
    }
}
