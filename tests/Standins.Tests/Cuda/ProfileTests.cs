using ShapeNet.Standins.Cuda.Profile;

namespace Standins.Tests.Cuda;

/// <summary>What is counted of a launch, where the PTX decides it.</summary>
public sealed class ProfileTests
{
    // From the index of a word to its address.
    private const string Global = "mul.wide.u32 %rd0, %r0, 4;\nadd.u64 %rd0, %rd0, %data;\n";

    [Theory]
    [InlineData("mov.u32 %r0, %t;", 4, 128)] // Coalesced.
    [InlineData("shl.b32 %r0, %t, 1;", 8, 128)] // Every second word.
    [InlineData("shl.b32 %r0, %t, 5;", 32, 128)] // A column of a matrix.
    [InlineData("mov.u32 %r0, 7;", 1, 4)] // A broadcast.
    [InlineData("sub.u32 %r0, 31, %t;", 4, 128)] // Backwards.
    [InlineData("add.u32 %r0, %t, 1;", 5, 128)] // Across the sectors' borders.
    [InlineData("and.b32 %r0, %t, 7;", 1, 32)] // Eight words, each for four lanes.
    public void GlobalAccessesTouchSectors(string index, int sectors, int askedBytes)
    {
        using var program = new Program(4 * 32 * 32);
        var load = program.Profile($"{index}\n{Global}ld.global.f32 %f0, [%rd0];");
        var store = program.Profile($"{index}\n{Global}st.global.f32 [%rd0], %f0;");
        var generic = program.Profile($"{index}\n{Global}ld.f32 %f0, [%rd0];");
        var atomic = program.Profile($"{index}\n{Global}red.global.add.u32 [%rd0], 1;");

        Assert.Equal(new Traffic(1, sectors, (askedBytes + 31) / 32, askedBytes), load.Global);
        Assert.Equal(sectors / 2.0, load.GlobalCycles);
        Assert.Equal([load.Global, load.Global, load.Global], [store.Global, generic.Global, atomic.Global]);
        Assert.Equal((default, default), (load.Local, load.Shared));
    }

    [Fact]
    public void WideGlobalAccessesTouchSectors()
    {
        using var program = new Program(16 * 32);
        var totals = program.Profile("mul.wide.u32 %rd0, %t, 16;\nadd.u64 %rd0, %rd0, %data;\nld.global.v4.f32 {%f0, %f1, %f2, %f3}, [%rd0];");

        Assert.Equal(new Traffic(1, 16, 16, 512), totals.Global);
    }

    /// <summary>The address's register is read before the load writes it.</summary>
    [Fact]
    public void ALoadMayWriteItsAddress()
    {
        using var program = new Program(8 * 32);
        Assert.Equal(new Traffic(1, 8, 8, 256), program.Profile("mul.wide.u32 %rd0, %t, 8;\nadd.u64 %rd0, %rd0, %data;\nld.global.u64 %rd0, [%rd0];").Global);
    }

    [Theory]
    [InlineData("b32", 0, 4, 128)] // A word of each lane.
    [InlineData("b64", 0, 8, 256)]
    [InlineData("b8", 1, 4, 32)] // A byte of each lane's word.
    public void LocalMemoryIsInterleaved(string type, int offset, int sectors, int bytes)
    {
        using var program = new Program(16);
        var register = type == "b64" ? "%rd2" : type == "b8" ? "%h1" : "%t";
        const string depot = ".local .align 8 .b8 depot[16];\n";
        var named = program.Profile($"{depot}st.local.{type} [depot+{offset}], {register};");
        var generic = program.Profile($"{depot}mov.u64 %rd0, depot;\ncvta.local.u64 %rd1, %rd0;\nst.{type} [%rd1+{offset}], {register};");

        Assert.Equal(new Traffic(1, sectors, bytes / 32, bytes), named.Local);
        Assert.Equal(named.Local, generic.Local);
        Assert.Equal((default, default), (named.Global, generic.Global));
    }

    /// <summary>Lanes that index local memory by their own numbers touch a word's sectors for each.</summary>
    [Fact]
    public void LocalMemoryByTheLaneIsNot()
    {
        using var program = new Program(16);
        var totals = program.Profile(".local .align 4 .b8 depot[128];\nmov.u64 %rd0, depot;\nmul.wide.u32 %rd1, %t, 4;\nadd.u64 %rd0, %rd0, %rd1;\nst.local.u32 [%rd0], %t;");

        Assert.Equal(new Traffic(1, 32, 4, 128), totals.Local);
    }

    [Theory]
    [InlineData("mov.u32 %r0, %t;", 1)]
    [InlineData("mov.u32 %r0, 3;", 1)] // All lanes one word.
    [InlineData("and.b32 %r0, %t, 15;", 1)] // Each word for two lanes.
    [InlineData("shl.b32 %r0, %t, 1;", 2)]
    [InlineData("shl.b32 %r0, %t, 5;", 32)] // All words in one bank.
    [InlineData("mul.lo.u32 %r0, %t, 33;", 1)] // A column of a padded matrix.
    public void SharedWordsOfOneBankAreServedInTurn(string index, int cycles)
    {
        var body = $".shared .align 16 .b8 s[8192];\nmov.u64 %rd1, s;\n{index}\nmul.wide.u32 %rd0, %r0, 4;\nadd.u64 %rd0, %rd0, %rd1;\n";
        using var program = new Program(16);
        var load = program.Profile($"{body}ld.shared.u32 %r1, [%rd0];");
        var store = program.Profile($"{body}st.shared.u32 [%rd0], %r0;");
        var generic = program.Profile($"{body}cvta.shared.u64 %rd2, %rd0;\nld.u32 %r1, [%rd2];");

        Assert.Equal(new SharedCycles(1, cycles, 1), load.Shared);
        Assert.Equal([load.Shared, load.Shared], [store.Shared, generic.Shared]);
        Assert.Equal(cycles, load.SharedCycles);
        Assert.Equal((default, default), (generic.Global, generic.Local));
    }

    /// <summary>Bytes are served as the words that they are in.</summary>
    [Theory]
    [InlineData("mov.u32 %r0, %t;", 1)] // Eight words.
    [InlineData("and.b32 %r1, %t, 3;\nshl.b32 %r0, %t, 7;\nor.b32 %r0, %r0, %r1;", 32)] // 32 words of one bank, other bytes of each.
    public void SharedBytesAreServedAsWords(string index, int cycles)
    {
        using var program = new Program(16);
        var totals = program.Profile($".shared .align 16 .b8 s[4096];\nmov.u64 %rd1, s;\n{index}\ncvt.u64.u32 %rd0, %r0;\nadd.u64 %rd0, %rd0, %rd1;\nld.shared.u8 %r1, [%rd0];");

        Assert.Equal(new SharedCycles(1, cycles, 1), totals.Shared);
    }

    [Theory]
    [InlineData(16, "mov.u32 %r0, %t;", 4, 4, 4)] // Sixteen quads in a half of the warp.
    [InlineData(16, "shr.u32 %r0, %t, 1;", 2, 2, 4)] // Lanes n and n^1 read the same.
    [InlineData(16, "and.b32 %r1, %t, 1;\nshr.u32 %r0, %t, 2;\nshl.b32 %r0, %r0, 1;\nor.b32 %r0, %r0, %r1;", 2, 2, 4)] // n and n^2.
    [InlineData(16, "shr.u32 %r0, %t, 2;", 2, 2, 4)] // Both.
    [InlineData(16, "and.b32 %r0, %t, 3;", 4, 4, 4)] // n and n^4: each quarter of the warp is a pass.
    [InlineData(16, "mov.u32 %r0, 5;", 2, 2, 4)] // A broadcast.
    [InlineData(16, "shl.b32 %r0, %t, 3;", 32, 4, 32)] // All in the same banks.
    [InlineData(16, "shr.u32 %r0, %t, 1;\nshl.b32 %r0, %r0, 3;", 16, 2, 16)] // Pairs in the same banks.
    [InlineData(8, "mov.u32 %r0, %t;", 2, 2, 2)]
    [InlineData(8, "shr.u32 %r0, %t, 1;", 1, 1, 2)]
    [InlineData(8, "shl.b32 %r0, %t, 1;", 4, 2, 4)]
    public void WideSharedAccessesTakePasses(int bytes, string index, int cycles, int fewest, int storeCycles)
    {
        var body = $".shared .align 16 .b8 s[4096];\nmov.u64 %rd1, s;\n{index}\nmul.wide.u32 %rd0, %r0, {bytes};\nadd.u64 %rd0, %rd0, %rd1;\n";
        var (vector, registers) = bytes == 16 ? ("v4", "{%f0, %f1, %f2, %f3}") : ("v2", "{%f0, %f1}");
        using var program = new Program(16);
        var load = program.Profile($"{body}ld.shared.{vector}.f32 {registers}, [%rd0];");
        var store = program.Profile($"{body}st.shared.{vector}.f32 [%rd0], {registers};");

        Assert.Equal(new SharedCycles(1, cycles, fewest), load.Shared);
        // The passes of stores stay apart.
        Assert.Equal(new SharedCycles(1, storeCycles, bytes / 4), store.Shared);
    }

    /// <summary>Inactive lanes make no pass, and no difference to what pairs of lanes read.</summary>
    [Fact]
    public void OnlyActiveLanesAskForSharedMemory()
    {
        const string shared = ".shared .align 16 .b8 s[2048];\nmov.u64 %rd1, s;\n";
        const string load = "mul.wide.u32 %rd0, %r0, 16;\nadd.u64 %rd0, %rd0, %rd1;\n@%p0 ld.shared.v4.f32 {%f0, %f1, %f2, %f3}, [%rd0];";
        using var program = new Program(16);

        // Two and a half quarters.
        Assert.Equal(new SharedCycles(1, 3, 3), program.Profile($"{shared}setp.lt.u32 %p0, %t, 20;\nmov.u32 %r0, %t;\n{load}").Shared);
        // Every second lane a quad of its own; the lanes between have addresses in the same banks.
        const string everySecond = "and.b32 %r1, %t, 1;\nshl.b32 %r2, %r1, 6;\nshr.u32 %r0, %t, 1;\nadd.u32 %r0, %r0, %r2;\n";
        Assert.Equal(new SharedCycles(1, 2, 2), program.Profile($"{shared}{everySecond}setp.eq.u32 %p0, %r1, 0;\n{load}").Shared);
        Assert.Equal(new SharedCycles(1, 8, 4), program.Profile($"{shared}{everySecond}setp.lt.u32 %p0, %t, 32;\n{load}").Shared);
    }

    /// <summary>A warp whose lanes have generic addresses of two memories asks both.</summary>
    [Fact]
    public void GenericAddressesAreToldApart()
    {
        using var program = new Program(128);
        var totals = program.Profile(
            """
            .shared .align 16 .b8 s[128];
            mov.u64 %rd1, s;
            cvta.shared.u64 %rd1, %rd1;
            setp.lt.u32 %p0, %t, 8;
            selp.b64 %rd0, %data, %rd1, %p0;
            mul.wide.u32 %rd2, %t, 4;
            add.u64 %rd0, %rd0, %rd2;
            ld.u32 %r0, [%rd0];
            """);

        Assert.Equal((new Traffic(1, 1, 1, 32), new SharedCycles(1, 1, 1)), (totals.Global, totals.Shared));
    }

    /// <summary>What a function is given lies in registers where the driver's compiler is done.</summary>
    [Fact]
    public void ArgumentsAreNoLocalMemory()
    {
        using var program = new Program(16);
        var totals = program.Profile(
            """
            {
            .param .b32 argument;
            .param .b32 result;
            st.param.b32 [argument], %t;
            call.uni (result), same, (argument);
            ld.param.b32 %r0, [result];
            }
            """,
            declarations: ".func (.param .b32 y) same(.param .b32 x) { .reg .b32 %r<1>; ld.param.b32 %r0, [x]; st.param.b32 [y], %r0; ret; }");

        Assert.Equal(default, totals.Local);
    }

    /// <summary>Constants are read through a cache of their own.</summary>
    [Fact]
    public void ConstantsAreNoGlobalMemory()
    {
        using var program = new Program(16);
        var totals = program.Profile("ld.const.u32 %r0, [table+4];", declarations: ".const .align 4 .u32 table[2] = {5, 6};");

        Assert.Equal((default, 3), (totals.Global, totals.Warps));
    }
}
