using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using ShapeNet.Standins.Cuda.Ptx;

namespace ShapeNet.Standins.Cuda.Driver;

/// <summary>The functions of NVIDIA's driver (cuda.h) that ILGPU calls. Each is exported by its name.</summary>
internal static unsafe class DriverApi
{
    // Of the options that a module is loaded with, those for what the compiler has to say.
    private const int ErrorLogBuffer = 5;
    private const int ErrorLogBufferBytes = 6;

    // How a launch says where its arguments are.
    private const nint ArgumentBuffer = 1;
    private const nint ArgumentBufferBytes = 2;

    private const int MemoryTypeAttribute = 2;
    private const int MemoryTypeHost = 1;
    private const int MemoryTypeDevice = 2;

    private const int MostGroupsOfAMultiprocessor = 32;

    private static readonly Device Device = new();
    private static readonly HandleTable Handles = new();
    private static readonly nint Context = Handles.Add(Device);
    private static readonly Dictionary<CudaResult, nint> Texts = [];

    /// <summary>What looks on while kernels run that are loaded from now on.</summary>
    public static Observer Observer { get; set; }

    [UnmanagedCallersOnly(EntryPoint = "cuInit")]
    private static CudaResult Init(int flags) => flags == 0 ? CudaResult.Success : CudaResult.InvalidValue;

    [UnmanagedCallersOnly(EntryPoint = "cuDriverGetVersion")]
    private static CudaResult DriverGetVersion(int* version) => Give(version, DeviceAttributes.DriverVersion);

    [UnmanagedCallersOnly(EntryPoint = "cuGetErrorString")]
    private static CudaResult GetErrorString(CudaResult error, nint* text)
    {
        lock (Texts)
        {
            var message = error == CudaResult.LaunchFailed && Device.Fault is { } fault ? fault : $"CUDA error {(int)error} ({error})";
            if (Texts.Remove(error, out var old))
                Marshal.FreeCoTaskMem(old);
            Texts[error] = Marshal.StringToCoTaskMemUTF8(message);
            return Give(text, Texts[error]);
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "cuDeviceGetCount")]
    private static CudaResult DeviceGetCount(int* count) => Give(count, 1);

    [UnmanagedCallersOnly(EntryPoint = "cuDeviceGet")]
    private static CudaResult DeviceGet(int* device, int ordinal) => ordinal == 0 ? Give(device, 0) : CudaResult.InvalidDevice;

    [UnmanagedCallersOnly(EntryPoint = "cuDeviceGetName")]
    private static CudaResult DeviceGetName(byte* name, int length, int device)
    {
        var text = Encoding.ASCII.GetBytes(DeviceAttributes.Name + '\0');
        if (device != 0 || length < text.Length)
            return CudaResult.InvalidValue;
        text.CopyTo(new Span<byte>(name, length));
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly(EntryPoint = "cuDeviceTotalMem_v2")]
    private static CudaResult DeviceTotalMem(long* bytes, int device) => device == 0 ? Give(bytes, DeviceAttributes.MemoryBytes) : CudaResult.InvalidDevice;

    [UnmanagedCallersOnly(EntryPoint = "cuDeviceGetAttribute")]
    private static CudaResult DeviceGetAttribute(int* value, int attribute, int device) =>
        device == 0 ? Give(value, DeviceAttributes.Get(attribute)) : CudaResult.InvalidDevice;

    [UnmanagedCallersOnly(EntryPoint = "cuDeviceCanAccessPeer")]
    private static CudaResult DeviceCanAccessPeer(int* canAccess, int device, int peer) => Give(canAccess, 0);

    [UnmanagedCallersOnly(EntryPoint = "cuDeviceGetP2PAttribute")]
    private static CudaResult DeviceGetPeerAttribute(int* value, int attribute, int source, int destination) => CudaResult.InvalidDevice;

    [UnmanagedCallersOnly(EntryPoint = "cuCtxEnablePeerAccess")]
    private static CudaResult EnablePeerAccess(nint context, int flags) => CudaResult.NotSupported;

    [UnmanagedCallersOnly(EntryPoint = "cuCtxDisablePeerAccess")]
    private static CudaResult DisablePeerAccess(nint context) => CudaResult.NotSupported;

    [UnmanagedCallersOnly(EntryPoint = "cuCtxCreate_v2")]
    private static CudaResult ContextCreate(nint* context, int flags, int device) => device == 0 ? Give(context, Context) : CudaResult.InvalidDevice;

    [UnmanagedCallersOnly(EntryPoint = "cuCtxDestroy_v2")]
    private static CudaResult ContextDestroy(nint context) => Finish(CudaResult.Success);

    [UnmanagedCallersOnly(EntryPoint = "cuCtxSetCurrent")]
    private static CudaResult ContextSetCurrent(nint context) => context == 0 || context == Context ? CudaResult.Success : CudaResult.InvalidHandle;

    [UnmanagedCallersOnly(EntryPoint = "cuCtxSynchronize")]
    private static CudaResult ContextSynchronize() => Finish(CudaResult.Success);

    [UnmanagedCallersOnly(EntryPoint = "cuCtxGetCacheConfig")]
    private static CudaResult ContextGetCacheConfig(int* configuration) => Give(configuration, 0);

    [UnmanagedCallersOnly(EntryPoint = "cuCtxSetCacheConfig")]
    private static CudaResult ContextSetCacheConfig(int configuration) => CudaResult.Success;

    [UnmanagedCallersOnly(EntryPoint = "cuCtxGetSharedMemConfig")]
    private static CudaResult ContextGetSharedMemoryConfig(int* configuration) => Give(configuration, 0);

    [UnmanagedCallersOnly(EntryPoint = "cuCtxSetSharedMemConfig")]
    private static CudaResult ContextSetSharedMemoryConfig(int configuration) => CudaResult.Success;

    [UnmanagedCallersOnly(EntryPoint = "cuPointerGetAttribute")]
    private static CudaResult PointerGetAttribute(int* value, int attribute, ulong pointer) =>
        attribute != MemoryTypeAttribute ? CudaResult.NotSupported
        : Device.Memory.TryFind(pointer, out _, out _) ? Give(value, MemoryTypeDevice)
        : Device.IsPageLocked(pointer, 1) ? Give(value, MemoryTypeHost)
        : CudaResult.InvalidValue;

    [UnmanagedCallersOnly(EntryPoint = "cuMemGetInfo_v2")]
    private static CudaResult MemoryGetInfo(long* free, long* total)
    {
        *free = DeviceAttributes.MemoryBytes - Device.Memory.Bytes;
        return Give(total, DeviceAttributes.MemoryBytes);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuMemAlloc_v2")]
    private static CudaResult MemoryAllocate(ulong* address, nint bytes) =>
        bytes <= 0 ? CudaResult.InvalidValue
        : Device.Memory.Allocate(bytes) is { } memory ? Give(address, memory)
        : CudaResult.OutOfMemory;

    [UnmanagedCallersOnly(EntryPoint = "cuMemFree_v2")]
    private static CudaResult MemoryFree(ulong address)
    {
        // The driver waits for whatever may still use it.
        var result = Finish(CudaResult.Success);
        Observer.Races?.Forget(address);
        return address == 0 || Device.Memory.Free(address) ? result : CudaResult.InvalidValue;
    }

    [UnmanagedCallersOnly(EntryPoint = "cuMemAllocHost_v2")]
    private static CudaResult MemoryAllocateHost(ulong* address, nint bytes)
    {
        *address = (ulong)NativeMemory.Alloc((nuint)bytes);
        Device.PageLock(*address, bytes);
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly(EntryPoint = "cuMemFreeHost")]
    private static CudaResult MemoryFreeHost(ulong address)
    {
        if (!Device.PageUnlock(address))
            return CudaResult.InvalidValue;
        NativeMemory.Free((void*)address);
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly(EntryPoint = "cuMemHostRegister_v2")]
    private static CudaResult MemoryHostRegister(ulong address, nint bytes, int flags)
    {
        Device.PageLock(address, bytes);
        return CudaResult.Success;
    }

    [UnmanagedCallersOnly(EntryPoint = "cuMemHostUnregister")]
    private static CudaResult MemoryHostUnregister(ulong address) => Device.PageUnlock(address) ? CudaResult.Success : CudaResult.InvalidValue;

    [UnmanagedCallersOnly(EntryPoint = "cuMemHostGetDevicePointer_v2")]
    private static CudaResult MemoryHostGetDevicePointer(ulong* address, ulong host, int flags) => Give(address, host);

    [UnmanagedCallersOnly(EntryPoint = "cuMemcpyAsync")]
    private static CudaResult MemoryCopy(ulong target, ulong source, nint bytes, nint stream) =>
        !TryGetStream(stream, out var found) ? CudaResult.InvalidHandle
        : Device.Copy(target, source, bytes, found) ? Checked(CudaResult.Success)
        : CudaResult.InvalidValue;

    [UnmanagedCallersOnly(EntryPoint = "cuMemsetD8Async")]
    private static CudaResult MemorySet(ulong target, byte value, nint bytes, nint stream)
    {
        if (!TryGetStream(stream, out var found))
            return CudaResult.InvalidHandle;
        if (!Device.Memory.TryFind(target, out _, out var end) || (ulong)bytes > end - target)
            return CudaResult.InvalidValue;
        Device.Enqueue(found, new Command(CommandKind.Set, target, Length: bytes) { Value = value });
        return Checked(CudaResult.Success);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuStreamCreate")]
    private static CudaResult StreamCreate(nint* stream, int flags) => Give(stream, Handles.Add(Device.CreateStream()));

    [UnmanagedCallersOnly(EntryPoint = "cuStreamCreateWithPriority")]
    private static CudaResult StreamCreateWithPriority(nint* stream, int flags, int priority) => Give(stream, Handles.Add(Device.CreateStream()));

    [UnmanagedCallersOnly(EntryPoint = "cuStreamDestroy_v2")]
    private static CudaResult StreamDestroy(nint stream)
    {
        if (!Handles.TryRemove<DeviceStream>(stream, out var found))
            return CudaResult.InvalidHandle;
        Device.Destroy(found);
        return Checked(CudaResult.Success);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuStreamSynchronize")]
    private static CudaResult StreamSynchronize(nint stream)
    {
        if (!TryGetStream(stream, out var found))
            return CudaResult.InvalidHandle;
        Device.Wait(found);
        return Checked(CudaResult.Success);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuEventCreate")]
    private static CudaResult EventCreate(nint* point, int flags) => Give(point, Handles.Add(new DeviceEvent()));

    [UnmanagedCallersOnly(EntryPoint = "cuEventDestroy_v2")]
    private static CudaResult EventDestroy(nint point) => Handles.TryRemove<DeviceEvent>(point, out _) ? CudaResult.Success : CudaResult.InvalidHandle;

    [UnmanagedCallersOnly(EntryPoint = "cuEventRecord")]
    private static CudaResult EventRecord(nint point, nint stream)
    {
        if (!Handles.TryGet<DeviceEvent>(point, out var found) || !TryGetStream(stream, out var of))
            return CudaResult.InvalidHandle;
        Device.Record(found, of);
        return Checked(CudaResult.Success);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuEventQuery")]
    private static CudaResult EventQuery(nint point) =>
        !Handles.TryGet<DeviceEvent>(point, out var found) ? CudaResult.InvalidHandle
        : Checked(found.Pending > 0 ? CudaResult.NotReady : CudaResult.Success);

    [UnmanagedCallersOnly(EntryPoint = "cuEventSynchronize")]
    private static CudaResult EventSynchronize(nint point)
    {
        if (!Handles.TryGet<DeviceEvent>(point, out var found))
            return CudaResult.InvalidHandle;
        Device.Wait(found);
        return Checked(CudaResult.Success);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuEventElapsedTime")]
    private static CudaResult EventElapsedTime(float* milliseconds, nint start, nint end)
    {
        if (!Handles.TryGet<DeviceEvent>(start, out var from) || !Handles.TryGet<DeviceEvent>(end, out var to) || from.Stream is null || to.Stream is null)
            return CudaResult.InvalidHandle;
        return from.Pending > 0 || to.Pending > 0
            ? CudaResult.NotReady
            : Give(milliseconds, (float)Stopwatch.GetElapsedTime(from.Ticks, to.Ticks).TotalMilliseconds);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuModuleLoadData")]
    private static CudaResult ModuleLoadData(nint* module, nint text) => Load(module, text, out _);

    [UnmanagedCallersOnly(EntryPoint = "cuModuleLoadDataEx")]
    private static CudaResult ModuleLoadDataWithOptions(nint* module, nint text, int count, int* options, nint* values)
    {
        var result = Load(module, text, out var message);
        var (buffer, bytes) = (default(nint), 0);
        for (var i = 0; i < count; i++)
        {
            if (options[i] == ErrorLogBuffer)
                buffer = values[i];
            else if (options[i] == ErrorLogBufferBytes)
                bytes = (int)values[i];
        }

        if (buffer != 0 && bytes > 0)
        {
            var log = new Span<byte>((void*)buffer, bytes);
            log.Clear();
            var said = Encoding.ASCII.GetBytes(message);
            said.AsSpan(0, Math.Min(said.Length, bytes - 1)).CopyTo(log);
        }

        return result;
    }

    [UnmanagedCallersOnly(EntryPoint = "cuModuleUnload")]
    private static CudaResult ModuleUnload(nint module) => Handles.TryRemove<PtxModule>(module, out _) ? CudaResult.Success : CudaResult.InvalidHandle;

    [UnmanagedCallersOnly(EntryPoint = "cuModuleGetFunction")]
    private static CudaResult ModuleGetFunction(nint* function, nint module, nint name) =>
        !Handles.TryGet<PtxModule>(module, out var found) ? CudaResult.InvalidHandle
        : found.Kernels.TryGetValue(Marshal.PtrToStringUTF8(name)!, out var kernel) ? Give(function, Handles.Add(kernel))
        : CudaResult.NotFound;

    [UnmanagedCallersOnly(EntryPoint = "cuLaunchKernel")]
    private static CudaResult LaunchKernel(
        nint function, int gridX, int gridY, int gridZ, int blockX, int blockY, int blockZ, int sharedBytes, nint stream, void** arguments, nint* extra)
    {
        if (!Handles.TryGet<PtxKernel>(function, out var kernel) || !TryGetStream(stream, out var of))
            return CudaResult.InvalidHandle;
        var (grid, block) = (new Dim3(gridX, gridY, gridZ), new Dim3(blockX, blockY, blockZ));
        var fits = gridX >= 1 && gridY is >= 1 and <= 65_535 && gridZ is >= 1 and <= 65_535 && blockX >= 1 && blockY >= 1 && blockZ >= 1
            && (long)blockX * blockY * blockZ <= (kernel.MaxThreads ?? DeviceAttributes.ThreadsPerGroup)
            && kernel.StaticSharedBytes + sharedBytes <= DeviceAttributes.SharedBytesPerGroup
            && kernel.ParameterBytes <= DeviceAttributes.ArgumentBytes;
        if (!fits)
            return CudaResult.InvalidValue;
        var bytes = Device.RoomForArguments();
        if (extra is null)
        {
            for (var i = 0; i < kernel.Parameters.Count; i++)
                new ReadOnlySpan<byte>(arguments[i], kernel.Parameters[i].Bytes).CopyTo(bytes.AsSpan(kernel.Parameters[i].Offset));
        }
        else
        {
            var (buffer, length) = (default(nint), 0);
            for (; *extra != 0; extra += 2)
            {
                if (extra[0] == ArgumentBuffer)
                    buffer = extra[1];
                else if (extra[0] == ArgumentBufferBytes)
                    length = (int)*(nint*)extra[1];
            }

            if (length != kernel.ParameterBytes)
                return CudaResult.InvalidValue;
            new ReadOnlySpan<byte>((void*)buffer, length).CopyTo(bytes);
        }

        Device.Enqueue(of, new Command(CommandKind.Launch, Length: kernel.ParameterBytes) { Kernel = kernel, Grid = grid, Block = block, SharedBytes = sharedBytes, Bytes = bytes });
        return Checked(CudaResult.Success);
    }

    [UnmanagedCallersOnly(EntryPoint = "cuOccupancyMaxActiveBlocksPerMultiprocessor")]
    private static CudaResult MaxActiveBlocks(int* blocks, nint function, int blockSize, nint sharedBytes) =>
        Give(blocks, Math.Min(MostGroupsOfAMultiprocessor, DeviceAttributes.ThreadsPerMultiprocessor / Math.Max(1, blockSize)));

    [UnmanagedCallersOnly(EntryPoint = "cuOccupancyMaxPotentialBlockSize")]
    private static CudaResult MaxPotentialBlockSize(int* grid, int* block, nint function, nint sharedBytesOf, nint sharedBytes, int limit)
    {
        *grid = 1;
        return Give(block, limit is > 0 and < DeviceAttributes.ThreadsPerGroup ? limit : DeviceAttributes.ThreadsPerGroup);
    }

    private static CudaResult Load(nint* module, nint text, out string message)
    {
        try
        {
            message = "";
            return Give(module, Handles.Add(PtxModule.Parse(Marshal.PtrToStringUTF8(text)!, Observer)));
        }
        catch (PtxFault fault)
        {
            message = fault.Message;
            return CudaResult.InvalidPtx;
        }
    }

    private static bool TryGetStream(nint handle, out DeviceStream stream)
    {
        if (handle != 0)
            return Handles.TryGet(handle, out stream!);
        stream = Device.DefaultStream;
        return true;
    }

    private static CudaResult Finish(CudaResult result)
    {
        Device.WaitForAll();
        return Checked(result);
    }

    /// <summary>A result, unless something went wrong in a launch before: then everything fails.</summary>
    private static CudaResult Checked(CudaResult result) => Device.Fault is null ? result : CudaResult.LaunchFailed;

    private static CudaResult Give<T>(T* place, T value)
        where T : unmanaged
    {
        *place = value;
        return CudaResult.Success;
    }
}
