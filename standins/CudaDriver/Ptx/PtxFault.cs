namespace ShapeNet.Standins.Cuda.Ptx;

/// <summary>PTX that cannot be read, or a thread that breaks a rule of it.</summary>
internal sealed class PtxFault(string message) : Exception(message);
