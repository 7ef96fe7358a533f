using ShapeNet.Standins.Cuda.Races;

namespace Standins.Tests.Cuda;

/// <summary>Accesses to the same memory that nothing orders, and those that something does.</summary>
public sealed class RaceTests
{
    private const int Line = Program.HeaderLines + 1;

    private const string Shared = ".shared .align 16 .b8 s[1024]; mov.u64 %rd0, s; mul.wide.u32 %rd1, %t, 4; add.u64 %rd0, %rd0, %rd1; ";
    private const string Global = "mul.wide.u32 %rd0, %t, 4; add.u64 %rd0, %rd0, %data; ";

    /// <summary>Each thread writes its own word and reads that of a neighbour, which may be in its warp or in another.</summary>
    [Theory]
    [InlineData(4, "(0, 0, 0)", "thread (1, 0, 0) wrote")]
    [InlineData(128, "(0, 0, 0)", "thread (32, 0, 0) wrote")]
    public void AReadWithoutABarrierRacesWithTheWrite(int offset, string reader, string writer)
    {
        using var program = new Program(16);
        var fault = program.Race($"{Shared}st.shared.u32 [%rd0], %t;\nld.shared.u32 %r0, [%rd0+{offset}];", threads: 64);

        // Word 64 is written by nobody: the thread that would read it comes later.
        Assert.StartsWith(
            $"kernel, line {Line + 1}, \"ld.shared.u32 %r0, [%rd0+{offset}];\": block (0, 0, 0), thread {reader}: race: reads memory at 0x{offset:x}, which {writer} at line {Line}, \"st.shared.u32 [%rd0], %t;\", with no barrier between.",
            fault);
    }

    [Fact]
    public void AWriteWithoutABarrierRacesWithEarlierReads()
    {
        using var program = new Program(16);
        // The last read of a slice and the first write of the next, as in a tiled product that lacks its second barrier.
        const string body = Shared + """
            st.shared.u32 [%rd0], %t;
            bar.sync 0;
            ld.shared.u32 %r0, [s];
            BARRIER
            st.shared.u32 [%rd0], %r0;
            """;
        program.RunChecked(body.Replace("BARRIER", "bar.sync 0;", StringComparison.Ordinal), threads: 64);

        Assert.Contains(
            "thread (0, 0, 0): race: writes memory at 0x0, which other threads read at line",
            program.Race(body.Replace("BARRIER", "", StringComparison.Ordinal), threads: 64), StringComparison.Ordinal);
    }

    /// <summary>That threads of a warp run in step is nothing to rely on; a barrier of the warp is, for that warp alone.</summary>
    [Fact]
    public void ABarrierOfAWarpOrdersItsOwnThreads()
    {
        using var program = new Program(16);
        static string Body(string between, int distance) =>
            $"{Shared}st.shared.u32 [%rd0], %t; {between} xor.b32 %r1, %t, {distance}; mul.wide.u32 %rd2, %r1, 4; mov.u64 %rd3, s; add.u64 %rd3, %rd3, %rd2;\nld.shared.u32 %r0, [%rd3];";

        program.RunChecked(Body("bar.warp.sync 0xffffffff;", 1), threads: 64);
        program.RunChecked(Body("bar.sync 0;", 32), threads: 64);
        Assert.Contains("which thread (1, 0, 0) wrote", program.Race(Body("", 1), threads: 64), StringComparison.Ordinal);
        Assert.Contains("which thread (32, 0, 0) wrote", program.Race(Body("bar.warp.sync 0xffffffff;", 32), threads: 64), StringComparison.Ordinal);
    }

    [Fact]
    public void ABarrierForSomeThreadsOrdersNothing()
    {
        using var program = new Program(16);
        const string body = Shared + "st.shared.u32 [%rd0], %t; setp.ge.u32 %p0, %t, 64; @%p0 bra end; bar.sync 1, 64; ld.shared.u32 %r0, [s]; end: bar.sync 0;";

        Assert.Contains("which thread (0, 0, 0) wrote", program.Race(body, threads: 128), StringComparison.Ordinal);
    }

    [Fact]
    public void SharedMemoryThatNobodyWroteIsNotRead()
    {
        using var program = new Program(16);
        // The block before has written it: each block's memory is its own.
        const string body = Shared + "mov.u32 %r1, %ctaid.x; setp.ne.s32 %p0, %r1, 0; @%p0 bra read; st.shared.u32 [%rd0], %t; read:\nld.shared.u32 %r0, [%rd0];";
        program.RunChecked(body, threads: 32);

        Assert.Equal(
            $"kernel, line {Line + 1}, \"ld.shared.u32 %r0, [%rd0];\": block (1, 0, 0), thread (0, 0, 0): reads shared memory at 0x0, which no thread of the block has written.",
            program.Race(body, threads: 32, blocks: 2));
    }

    [Fact]
    public void BlocksRaceInGlobalMemory()
    {
        using var program = new Program(4 * 32);
        // Barriers order the threads of a block, not blocks.
        Assert.Contains(
            "block (1, 0, 0), thread (0, 0, 0): race: writes memory at", program.Race($"{Global}bar.sync 0; st.global.u32 [%rd0], %t; bar.sync 0;", threads: 32, blocks: 2), StringComparison.Ordinal);
        Assert.Contains(
            "which another block read at", program.Race($"{Global}mov.u32 %r1, %ctaid.x; setp.eq.s32 %p0, %r1, 1; @%p0 st.u32 [%rd0], %t; @!%p0 ld.u32 %r0, [%rd0];", threads: 32, blocks: 2), StringComparison.Ordinal);
        Assert.Contains(
            "which other blocks read at",
            program.Race($"{Global}ld.global.u32 %r0, [%rd0]; mov.u32 %r1, %ctaid.x; setp.ne.s32 %p0, %r1, 2; @%p0 ret; st.global.u32 [%rd0], %t;", threads: 32, blocks: 3), StringComparison.Ordinal);

        program.RunChecked($"{Global}ld.global.u32 %r0, [%rd0];", threads: 32, blocks: 3);
    }

    [Fact]
    public void LaunchesDoNotRaceWithOneAnother()
    {
        using var program = new Program(4 * 32);
        var races = new RaceChecker();
        program.Run($"{Global}st.global.u32 [%rd0], %t;", threads: 32, races: races);
        program.Run("ld.global.v4.u32 {%r0, %r1, %r2, %r3}, [%data]; st.global.v4.u32 [%data], {%r0, %r1, %r2, %r3};", threads: 1, races: races);
        Assert.Equal([0u, 1u, 2u, 3u], program.Values<uint>()[..4].ToArray());
    }

    [Fact]
    public void AtomicsRaceWithPlainAccessesAlone()
    {
        using var program = new Program(16);
        program.RunChecked("red.global.add.u32 [%data], 1;", threads: 64, blocks: 3);
        Assert.Equal(192u, program.Values<uint>()[0]);

        Assert.Contains("race: reads", program.Race("red.global.add.u32 [%data], 1; ld.global.u32 %r0, [%data];", threads: 64), StringComparison.Ordinal);
        Assert.Contains("race: changes atomically", program.Race("ld.global.u32 %r0, [%data]; red.global.add.u32 [%data], 1;", threads: 64), StringComparison.Ordinal);
    }

    /// <summary>Lanes that write one word with one instruction race too, with whatever value.</summary>
    [Fact]
    public void LanesOfOneInstructionRace()
    {
        using var program = new Program(16);
        Assert.Contains("thread (1, 0, 0): race: writes memory at", program.Race("st.global.u32 [%data], 1;", threads: 2), StringComparison.Ordinal);
    }

    [Fact]
    public void NeighbouringBytesDoNotRace()
    {
        using var program = new Program(64);
        program.RunChecked("cvt.u64.u32 %rd0, %t; add.u64 %rd0, %rd0, %data; cvt.u16.u32 %h0, %t; st.global.u8 [%rd0], %h0;", threads: 64);
        Assert.Equal(Enumerable.Range(0, 64).Select(i => (byte)i), program.Values<byte>().ToArray());

        Assert.Contains(
            "race: writes", program.Race("shr.u32 %r0, %t, 1; cvt.u64.u32 %rd0, %r0; add.u64 %rd0, %rd0, %data; cvt.u16.u32 %h0, %t; st.global.u8 [%rd0], %h0;", threads: 64), StringComparison.Ordinal);
    }

    /// <summary>A wide access races with a narrow one to any of its words; generic addresses are those of the memory that they name.</summary>
    [Fact]
    public void OverlappingAccessesRace()
    {
        using var program = new Program(16);
        const string body = ".shared .align 16 .b8 s[16]; mov.u64 %rd0, s; cvta.shared.u64 %rd1, %rd0; setp.ne.s32 %p0, %t, 0; @%p0 bra read; st.v4.u32 [%rd1], {%t, %t, %t, %t}; read:\nld.shared.u32 %r0, [s+12];";

        Assert.Contains("reads memory at 0xc, which thread (0, 0, 0) wrote", program.Race(body, threads: 2), StringComparison.Ordinal);
    }

    [Fact]
    public void ThreadsThatHaveReturnedAreNotWaitedFor()
    {
        using var program = new Program(16);
        program.RunChecked(Shared + "st.shared.u32 [%rd0], %t; setp.ge.u32 %p0, %t, 48; @%p0 ret; bar.sync 0; ld.shared.u32 %r0, [s];", threads: 64);
    }
}
