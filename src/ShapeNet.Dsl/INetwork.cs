namespace ShapeNet;

/// <summary>A network whose input and output shapes are part of its type. The generator implements it.</summary>
/// <typeparam name="TInput">The shape of one input.</typeparam>
/// <typeparam name="TOutput">The shape of one output.</typeparam>
public interface INetwork<TInput, TOutput>
    where TInput : IShape
    where TOutput : IShape;
