namespace Standins.Tests.Cuda;

/// <summary>Threads together: branches, barriers, shuffles, atomics, and the memory they share.</summary>
public sealed class ThreadTests
{
    [Fact]
    public void ThreadsDivergeAndLoop()
    {
        using var program = new Program(4 * 200);
        // Each thread adds 1 to its index; threads of odd index then subtract twice that sum.
        program.Run(
            """
            mov.b32 %r0, 0;
            mov.b32 %r1, 0;
            loop:
            setp.ge.u32 %p0, %r1, %t;
            @%p0 bra done;
            add.s32 %r1, %r1, 1;
            add.s32 %r0, %r0, %r1;
            bra loop;
            done:
            and.b32 %r2, %t, 1;
            setp.ne.s32 %p1, %r2, 0;
            @%p1 neg.s32 %r0, %r0;
            mul.wide.u32 %rd0, %t, 4;
            add.u64 %rd0, %rd0, %data;
            st.u32 [%rd0], %r0;
            """,
            threads: 200);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * (i + 1) / 2 * (i % 2 == 0 ? 1 : -1)), program.Values<int>().ToArray());
    }

    [Fact]
    public void SharedMemoryIsReducedBetweenBarriers()
    {
        using var program = new Program(4 * 3);
        program.Run(
            """
            .shared .align 4 .b8 values[1024];
            mov.u64 %rd0, values;
            mul.wide.u32 %rd1, %t, 4;
            add.u64 %rd0, %rd0, %rd1;
            mov.u32 %r4, %ctaid.x;
            add.s32 %r0, %t, %r4;
            st.shared.u32 [%rd0], %r0;
            mov.b32 %r1, 128;
            loop:
            bar.sync 0;
            setp.ge.u32 %p0, %t, %r1;
            @%p0 bra next;
            mul.wide.u32 %rd2, %r1, 4;
            add.u64 %rd2, %rd2, %rd0;
            ld.shared.u32 %r2, [%rd2];
            ld.shared.u32 %r3, [%rd0];
            add.s32 %r3, %r3, %r2;
            st.shared.u32 [%rd0], %r3;
            next:
            shr.u32 %r1, %r1, 1;
            setp.ne.s32 %p1, %r1, 0;
            @%p1 bra loop;
            setp.ne.s32 %p2, %t, 0;
            @%p2 ret;
            mul.wide.u32 %rd3, %r4, 4;
            add.u64 %rd3, %rd3, %data;
            st.global.u32 [%rd3], %r3;
            """,
            threads: 256, blocks: 3);
        Assert.Equal([255 * 128, (255 * 128) + 256, (255 * 128) + 512], program.Values<int>().ToArray());
    }

    [Theory]
    [InlineData("down", "1, 31", 6, true, 31, false)]
    [InlineData("up", "1, 0", 4, true, 30, true)]
    [InlineData("bfly", "3, 31", 6, true, 28, true)]
    [InlineData("idx", "9, 31", 9, true, 9, true)]
    [InlineData("idx", "2, 0x181f", 2, true, 26, true)]
    public void ShufflesReadOtherLanes(string mode, string operands, int inLane5, bool inRange5, int inLane31, bool inRange31)
    {
        using var program = new Program(4 * 128);
        program.Run(
            $"""
            shfl.sync.{mode}.b32 %r0|%p0, %t, {operands}, 0xffffffff;
            selp.b32 %r1, 1, 0, %p0;
            mul.wide.u32 %rd0, %t, 8;
            add.u64 %rd0, %rd0, %data;
            st.global.v2.u32 [%rd0], [UNUSED];
            """.Replace("[UNUSED]", "{%r0, %r1}", StringComparison.Ordinal),
            threads: 64);
        var values = program.Values<int>().ToArray();
        Assert.Equal([inLane5, inRange5 ? 1 : 0], values[10..12]);
        Assert.Equal([inLane31, inRange31 ? 1 : 0], values[62..64]);
        Assert.Equal(32 + inLane5, values[(32 + 5) * 2]);
    }

    [Fact]
    public void VotesAndReducingBarriersCountPredicates()
    {
        using var program = new Program(4 * 3);
        program.Run(
            """
            setp.lt.u32 %p0, %t, 40;
            bar.red.popc.u32 %r0, 0, %p0;
            vote.sync.ballot.b32 %r1, %p0, 0xffffffff;
            vote.sync.all.pred %p1, %p0, 0xffffffff;
            selp.b32 %r2, 1, 0, %p1;
            setp.ne.s32 %p2, %t, 63;
            @%p2 exit;
            st.global.u32 [%data], %r0;
            st.global.u32 [%data+4], %r1;
            st.global.u32 [%data+8], %r2;
            """,
            threads: 64);
        Assert.Equal([40u, 0xFFu, 0u], program.Values<uint>().ToArray());
    }

    [Fact]
    public void AtomicsChangeMemoryOfAllThreads()
    {
        using var program = new Program(4 * 8);
        program.Run(
            """
            .shared .align 4 .b8 counter[4];
            setp.ne.s32 %p0, %t, 0;
            @!%p0 st.shared.u32 [counter], 0;
            bar.sync 0;
            red.add.global.u32 [%data], %t;
            atom.global.max.s32 %r0, [%data+4], %t;
            red.global.add.f32 [%data+8], 0f3F000000;
            red.global.add.u64 [%data+16], 3;
            atom.shared.inc.u32 %r1, [counter], 9;
            atom.global.cas.b32 %r2, [%data+12], 0, 77;
            atom.global.xor.b32 %r3, [%data+24], %t;
            bar.sync 0;
            ld.shared.u32 %r4, [counter];
            @!%p0 st.global.u32 [%data+28], %r4;
            """,
            threads: 100, blocks: 2);
        Assert.Equal([9900, 99, BitConverter.SingleToInt32Bits(100), 77, 600, 0, 0, 0], program.Values<int>().ToArray());
    }

    [Fact]
    public void VectorsAndNarrowValuesAreLoadedAndStored()
    {
        using var program = new Program(64);
        program.Values<float>()[..4].Clear();
        ReadOnlySpan<float> input = [1, 2, 3, -4];
        input.CopyTo(program.Values<float>());
        program.Run(
            """
            ld.global.v4.f32 {%f0, %f1, %f2, %f3}, [%data];
            st.v4.f32 [%data+16], {%f3, %f2, %f1, %f0};
            mov.b32 %r0, 0x1ff;
            st.global.b8 [%data+32], %r0;
            ld.global.s8 %r1, [%data+32];
            st.global.s32 [%data+36], %r1;
            ld.global.u8 %r2, [%data+32];
            st.global.v2.b32 [%data+40], {%r2, %r1};
            """);
        Assert.Equal([-4, 3, 2, 1], program.Values<float>()[4..8].ToArray());
        Assert.Equal([0xFF, -1, 0xFF, -1], program.Values<int>()[8..12].ToArray());
    }

    [Fact]
    public void GenericAddressesReachEveryMemory()
    {
        using var program = new Program(4 * 64 * 3);
        program.Run(
            """
            .local .align 4 .b8 depot[16];
            mov.u64 %rd0, dynamic;
            mul.wide.u32 %rd1, %t, 4;
            add.u64 %rd0, %rd0, %rd1;
            cvta.shared.u64 %rd2, %rd0;
            st.u32 [%rd2], %t;
            mov.u64 %rd3, depot;
            cvta.local.u64 %rd4, %rd3;
            add.s32 %r0, %t, 1000;
            st.u32 [%rd4+12], %r0;
            ld.local.u32 %r1, [depot+12];
            cvta.to.shared.u64 %rd5, %rd2;
            ld.shared.u32 %r2, [%rd5];
            mul.lo.s32 %r3, %t, 12;
            cvt.u64.u32 %rd6, %r3;
            add.u64 %rd6, %rd6, %data;
            st.u32 [%rd6], %r1;
            st.u32 [%rd6+4], %r2;
            ld.const.u32 %r4, [table+4];
            st.u32 [%rd6+8], %r4;
            """,
            threads: 64, dynamicShared: 256, declarations: ".extern .shared .align 4 .b8 dynamic[]; .const .align 4 .u32 table[2] = {5, 6};");
        Assert.Equal(Enumerable.Range(0, 64).SelectMany(i => new[] { 1000 + i, i, 6 }), program.Values<int>().ToArray());
    }

    [Fact]
    public void FunctionsAreCalledByEachThread()
    {
        using var program = new Program(4 * 64);
        program.Run(
            """
            {
            .param .b32 argument;
            .param .b32 result;
            st.param.b32 [argument], %t;
            call.uni (result), halved, (argument);
            ld.param.b32 %r0, [result];
            }
            mul.wide.u32 %rd0, %t, 4;
            add.u64 %rd0, %rd0, %data;
            st.u32 [%rd0], %r0;
            ret;
            """,
            threads: 64,
            declarations: ".func (.param .b32 y) halved(.param .b32 x) { .reg .b32 %r<3>; .reg .pred %p<2>; ld.param.b32 %r0, [x]; and.b32 %r1, %r0, 1; setp.eq.s32 %p0, %r1, 0; @%p0 bra even; st.param.b32 [y], %r0; ret; even: shr.u32 %r2, %r0, 1; st.param.b32 [y], %r2; ret; }");
        Assert.Equal(Enumerable.Range(0, 64).Select(i => i % 2 == 0 ? i / 2 : i), program.Values<int>().ToArray());
    }
}
