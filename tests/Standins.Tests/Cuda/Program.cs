using System.Runtime.InteropServices;
using ShapeNet.Standins.Cuda.Profile;
using ShapeNet.Standins.Cuda.Ptx;
using ShapeNet.Standins.Cuda.Races;

namespace Standins.Tests.Cuda;

/// <summary>A small kernel with one parameter, the address of memory that all of it can access.</summary>
internal sealed unsafe class Program : IDeviceMemory, IDisposable
{
    /// <summary>Lines before the first of the body.</summary>
    public const int HeaderLines = 12;

    private readonly byte* memory;
    private readonly int bytes;

    public Program(int bytes)
    {
        this.bytes = bytes;
        memory = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, 256);
        NativeMemory.Clear(memory, (nuint)bytes);
    }

    public ulong Address => (ulong)memory;

    public Span<T> Values<T>()
        where T : unmanaged => new(memory, bytes / sizeof(T));

    /// <summary>What a body would cost a GPU.</summary>
    public KernelTotals Profile(string body, int threads = 32, int blocks = 1, string declarations = "")
    {
        var profile = new LaunchProfile();
        Run(body, threads, blocks, declarations: declarations, profile: profile);
        return Assert.Single(profile.Totals());
    }

    /// <summary>Runs a body in whose registers %data is the memory and %t the thread.</summary>
    public void Run(string body, int threads = 1, int blocks = 1, int dynamicShared = 0, string declarations = "", LaunchProfile? profile = null, RaceChecker? races = null)
    {
        var text = $$"""
            .version 7.8
            .target sm_80
            .address_size 64
            {{declarations}}
            .visible .entry kernel(.param .u64 memory)
            {
                .reg .pred %p<8>;
                .reg .b16 %h<8>;
                .reg .b32 %r<16>, %t; .reg .f32 %f<8>;
                .reg .b64 %rd<16>, %data; .reg .f64 %fd<8>;
                ld.param.u64 %data, [memory];
                mov.u32 %t, %tid.x;
            {{body}}
            }
            """;
        var kernel = PtxModule.Parse(text, new(profile, races)).Kernels["kernel"];
        kernel.Launch(new(blocks, 1, 1), new(threads, 1, 1), dynamicShared, BitConverter.GetBytes(Address), this);
    }

    /// <summary>The message of the fault that a body ends with.</summary>
    public string Fault(string body, int threads = 1, int blocks = 1) => Assert.Throws<PtxFault>(() => Run(body, threads, blocks)).Message;

    /// <summary>The message of the fault that a body ends with where races are looked for.</summary>
    public string Race(string body, int threads, int blocks = 1) => Assert.Throws<PtxFault>(() => RunChecked(body, threads, blocks)).Message;

    /// <summary>Runs a body and looks for races.</summary>
    public void RunChecked(string body, int threads, int blocks = 1) => Run(body, threads, blocks, races: new());

    public bool TryFind(ulong address, out ulong start, out ulong end)
    {
        (start, end) = (Address, Address + (ulong)bytes);
        return address >= start && address < end;
    }

    public void Dispose() => NativeMemory.AlignedFree(memory);
}
