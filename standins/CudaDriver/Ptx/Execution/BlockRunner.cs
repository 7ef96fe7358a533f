using System.Numerics;
using System.Runtime.InteropServices;
using ShapeNet.Standins.Cuda.Profile;
using ShapeNet.Standins.Cuda.Races;

namespace ShapeNet.Standins.Cuda.Ptx.Execution;

/// <summary>Runs blocks of a launch, one after another, in memory of its own.</summary>
internal sealed unsafe class BlockRunner : IDisposable
{
    private const int Alignment = 64;

    // Memory that nothing has written holds this byte: as a number it is a NaN or -1, as an address it lies nowhere.
    private const byte Garbage = 0xFF;

    private readonly Wave[] waves;
    private readonly byte* registers;
    private readonly byte* local;
    private Dim3 place;

    public BlockRunner(Launch launch)
    {
        Launch = launch;
        var code = launch.Code;
        Counts = code.Profile?.NewCounts();
        var count = (launch.Threads + Wave.Lanes - 1) / Wave.Lanes;
        registers = Allocate((long)code.RegisterBytes * count);
        local = Allocate((long)code.LocalBytes * Wave.Lanes * count);
        Shared = Allocate(launch.SharedBytes);
        waves = new Wave[count];
        for (var i = 0; i < count; i++)
        {
            var first = i * Wave.Lanes;
            waves[i] = new(this, first, Math.Min(Wave.Lanes, launch.Threads - first), registers + ((long)code.RegisterBytes * i), local + ((long)code.LocalBytes * Wave.Lanes * i));
            foreach (var constant in code.Constants)
                FillConstant(waves[i], constant);
            foreach (var special in code.SpecialRegisters)
                FillSpecial(waves[i], special);
        }

        Barriers = new(this, waves);
        Races = code.Races is { } checker ? new(checker, this) : null;
    }

    public Launch Launch { get; }

    public byte* Shared { get; }

    public Barriers Barriers { get; }

    /// <summary>What each instruction has done, where the kernel has a profile.</summary>
    public InstructionCounts[]? Counts { get; }

    /// <summary>Who accessed which memory, where races are looked for.</summary>
    public LaunchRaces? Races { get; }

    public void Run(Dim3 block)
    {
        place = block;
        var code = Launch.Code;
        NativeMemory.Fill(Shared, (nuint)Launch.SharedBytes, Garbage);
        NativeMemory.Fill(local, (nuint)((long)code.LocalBytes * Wave.Lanes * waves.Length), Garbage);
        Barriers.Start();
        Races?.StartBlock();
        foreach (var wave in waves)
        {
            foreach (var (start, bytes) in code.VariableRegisters)
                NativeMemory.Fill(wave.Registers + start, (nuint)bytes, Garbage);
            foreach (var special in code.SpecialRegisters)
            {
                if (special.Name.StartsWith("%ctaid", StringComparison.Ordinal))
                    FillSpecial(wave, special);
            }

            wave.Start();
        }

        do
        {
            foreach (var wave in waves)
                wave.Run();
        }
        while (Barriers.Release());
    }

    public PtxFault Fault(Instruction instruction, int thread, string problem) => new(
        $"{Launch.Code.Name}, line {instruction.Source!.Line}, \"{instruction.Source.Text}\": block {place}, thread {Launch.Block.At(thread)}: {problem}.");

    public void Dispose()
    {
        if (Counts is not null)
            Launch.Code.Profile!.Add(Counts);
        Races?.Dispose();
        NativeMemory.AlignedFree(registers);
        NativeMemory.AlignedFree(local);
        NativeMemory.AlignedFree(Shared);
    }

    private static byte* Allocate(long bytes) => (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), Alignment);

    private static void FillConstant(Wave wave, ConstantRegister constant)
    {
        for (var lane = 0; lane < Wave.Lanes; lane++)
            Bits.Write(wave.Registers + constant.Offset + (lane * constant.Bytes), constant.Bytes, constant.Value);
    }

    private void FillSpecial(Wave wave, SpecialRegister special)
    {
        var values = (uint*)(wave.Registers + special.Offset);
        for (var lanes = wave.All; lanes != 0; lanes &= lanes - 1)
        {
            var lane = BitOperations.TrailingZeroCount(lanes);
            values[lane] = special.Value(Launch, place, wave.FirstThread + lane);
        }
    }
}
