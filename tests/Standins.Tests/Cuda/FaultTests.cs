using ShapeNet.Standins.Cuda.Ptx;

namespace Standins.Tests.Cuda;

/// <summary>Rules that a thread breaks, and what is said of it.</summary>
public sealed class FaultTests
{
    private const int Line = Program.HeaderLines + 1;

    [Fact]
    public void AnAddressOutsideEveryAllocation()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line + 2}, \"ld.f32 %f0, [%rd0];\": block (0, 0, 0), thread (4, 0, 0): reads 4 bytes at address 0x{program.Address + 16:x}, where nothing is allocated.",
            program.Fault("mul.wide.u32 %rd0, %t, 4;\nadd.u64 %rd0, %rd0, %data;\nld.f32 %f0, [%rd0];", threads: 8));
    }

    [Fact]
    public void AnAccessAcrossTheEndOfAnAllocation()
    {
        using var program = new Program(24);
        Assert.Equal(
            $"kernel, line {Line}, \"st.global.v4.f32 [%data+16], {{%f0, %f0, %f0, %f0}};\": block (0, 0, 0), thread (0, 0, 0): writes 16 bytes at global address 0x{program.Address + 16:x}, past the end of an allocation of 24 bytes.",
            program.Fault("st.global.v4.f32 [%data+16], {%f0, %f0, %f0, %f0};"));
    }

    [Fact]
    public void AnAddressOutsideSharedMemory()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line + 2}, \"st.shared.u32 [%rd0], %t;\": block (1, 0, 0), thread (4, 0, 0): writes 4 bytes at shared address 0x10, the block has 16 bytes of shared memory.",
            program.Fault(
                ".shared .align 4 .b8 s[16]; mov.u32 %r0, %ctaid.x; mul.lo.s32 %r0, %r0, %t;\nmul.wide.u32 %rd0, %r0, 4;\nst.shared.u32 [%rd0], %t;", threads: 8, blocks: 2));
    }

    [Fact]
    public void AnAddressOutsideLocalMemory()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line}, \"st.local.u32 [depot+16], %t;\": block (0, 0, 0), thread (0, 0, 0): writes 4 bytes at local address 0x10, a thread has 16 bytes of local memory.",
            program.Fault(".local .align 4 .b8 depot[16]; st.local.u32 [depot+16], %t;"));
    }

    [Fact]
    public void AnAddressThatIsNotAligned()
    {
        using var program = new Program(64);
        Assert.Equal(
            $"kernel, line {Line}, \"ld.global.v2.f32 {{%f0, %f1}}, [%data+4];\": block (0, 0, 0), thread (0, 0, 0): reads 8 bytes at global address 0x{program.Address + 4:x}, which is not a multiple of 8.",
            program.Fault("ld.global.v2.f32 {%f0, %f1}, [%data+4];"));
    }

    [Fact]
    public void SharedMemoryWithoutItsWindowIsNoGenericAddress()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line}, \"ld.u32 %r0, [%rd0];\": block (0, 0, 0), thread (0, 0, 0): reads 4 bytes at address 0x0, where nothing is allocated.",
            program.Fault(".shared .align 4 .b8 s[16]; mov.u64 %rd0, s; ld.u32 %r0, [%rd0];"));
    }

    [Fact]
    public void ThreadsOfAWarpThatWaitAtDifferentBarriers()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line + 2}, \"bar.sync 0;\": block (0, 0, 0), thread (16, 0, 0): waits at this barrier while thread (0, 0, 0) waits at line {Line + 5}, \"bar.sync 0;\".",
            program.Fault("setp.lt.u32 %p0, %t, 16;\n@%p0 bra low;\nbar.sync 0;\nret;\nlow:\nbar.sync 0;", threads: 32));
    }

    [Fact]
    public void BarriersOfDifferentNumbers()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line + 2}, \"bar.sync 1;\": block (0, 0, 0), thread (32, 0, 0): waits at this barrier while thread (0, 0, 0) waits at line {Line + 5}, \"bar.sync 0;\".",
            program.Fault("setp.lt.u32 %p0, %t, 32;\n@%p0 bra low;\nbar.sync 1;\nret;\nlow:\nbar.sync 0;", threads: 64));
    }

    [Fact]
    public void AShuffleThatNamedThreadsDoNotReach()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line + 2}, \"shfl.sync.idx.b32 %r0, %t, 0, 31, 0xffffffff;\": block (0, 0, 0), thread (0, 0, 0): waits for threads of its warp that do not come here.",
            program.Fault("setp.ge.u32 %p0, %t, 16;\n@%p0 bra high;\nshfl.sync.idx.b32 %r0, %t, 0, 31, 0xffffffff;\nhigh:\nbar.sync 0;", threads: 32));
    }

    [Fact]
    public void AShuffleFromAThreadThatIsNotThere()
    {
        using var program = new Program(16);
        Assert.Equal(
            $"kernel, line {Line}, \"shfl.sync.idx.b32 %r0, %t, 20, 31, 0xffff;\": block (0, 0, 0), thread (0, 0, 0): reads from lane 20, which does not execute this.",
            program.Fault("shfl.sync.idx.b32 %r0, %t, 20, 31, 0xffff;", threads: 16));
    }

    [Theory]
    [InlineData("frobnicate.s32 %r0, %r1;", "unknown instruction")]
    [InlineData("add.rz.f32 %f0, %f1, %f2;", "unknown instruction")]
    [InlineData("wmma.load.a.sync.row.m16n16k16.f16 %r0, %r1;", "unknown instruction")]
    [InlineData("add.s32 %r0, %rd1, 1;", "%rd1 is not as wide as .s32")]
    [InlineData("add.s32 %r0, %r99, 1;", "%r99 is not declared")]
    [InlineData("bra nowhere;", "there is no label nowhere")]
    [InlineData("ld.global.v2.f32 {%f0}, [%data];", "2 registers are expected")]
    [InlineData("add.f32 %f0, %f1;", "2 operands are not what it takes")]
    public void WhatCannotBeDecoded(string instruction, string problem)
    {
        using var program = new Program(16);
        Assert.Equal($"kernel, line {Line}, \"{instruction}\": {problem}.", program.Fault(instruction));
    }

    [Fact]
    public void TextThatIsNotPtx() => Assert.Equal("PTX, line 2: a declaration is expected.", Assert.Throws<PtxFault>(() => PtxModule.Parse(".version 7.8\nhello")).Message);

    [Fact]
    public void ParametersOfAnotherSize()
    {
        using var program = new Program(16);
        var kernel = PtxModule.Parse(".visible .entry k(.param .u32 a, .param .align 8 .b8 b[16]) .maxntid 64, 1, 1 { ret; }").Kernels["k"];
        Assert.Equal((24, 64), (kernel.ParameterBytes, kernel.MaxThreads));
        Assert.Equal([(0, 4), (8, 16)], kernel.Parameters);
        Assert.Equal("k: 4 bytes of parameters are given; it has 24.", Assert.Throws<PtxFault>(() => kernel.Launch(new(1, 1, 1), new(1, 1, 1), 0, new byte[4], program)).Message);
        Assert.Equal("k: a block of 65 threads is more than its 64.", Assert.Throws<PtxFault>(() => kernel.Launch(new(1, 1, 1), new(65, 1, 1), 0, new byte[24], program)).Message);
    }
}
