namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>What the driver's functions return; names and numbers are the driver's (cuda.h, <c>CUresult</c>).</summary>
internal enum CudaResult
{
    Success = 0,
    InvalidValue = 1,
    OutOfMemory = 2,
    InvalidDevice = 101,
    InvalidPtx = 218,
    InvalidHandle = 400,
    NotFound = 500,
    NotReady = 600,
    IllegalAddress = 700,
    LaunchFailed = 719,
    NotSupported = 801,
}
