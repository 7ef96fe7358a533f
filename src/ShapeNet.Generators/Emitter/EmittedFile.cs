namespace ShapeNet.Generators.Emitter;

/// <summary>A generated file.</summary>
internal sealed record EmittedFile(string Name, string Text);
