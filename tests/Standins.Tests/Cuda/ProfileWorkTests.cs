using ShapeNet.Standins.Cuda.Profile;
using ShapeNet.Standins.Cuda.Ptx;

namespace Standins.Tests.Cuda;

/// <summary>What is counted of a launch besides memory: instructions and lanes, launches and blocks, and what is told of it.</summary>
public sealed class ProfileWorkTests
{
    // Those of Program: a parameter and the thread's number.
    private const int HeaderInstructions = 2;

    [Fact]
    public void InstructionsAreCountedForWarps()
    {
        using var program = new Program(16);
        // Two full warps, and one of six threads.
        var totals = program.Profile("add.s32 %r0, %t, 1;\nret;", threads: 70, blocks: 3);

        Assert.Equal((1, 3), (totals.Launches, totals.Blocks));
        Assert.Equal((HeaderInstructions + 2) * 3 * 3, totals.Warps);
        Assert.Equal((HeaderInstructions + 2) * 70 * 3, totals.Lanes);
        Assert.Equal(70 / 96.0, totals.ActiveLanes, 12);
        Assert.Equal(totals.Warps / 4.0, totals.IssueCycles);
    }

    [Fact]
    public void ArithmeticIsMultiplicationAndAddition()
    {
        using var program = new Program(16);
        var totals = program.Profile(
            """
            mov.f32 %f0, 0f3F800000;
            fma.rn.f32 %f1, %f0, %f0, %f0;
            mul.f32 %f1, %f0, %f0;
            add.ftz.f32 %f2, %f0, %f0;
            sub.f32 %f2, %f0, %f0;
            max.f32 %f2, %f0, %f0;
            add.s32 %r0, %t, %t;
            cvt.f64.f32 %fd0, %f0;
            add.f64 %fd0, %fd0, %fd0;
            """,
            threads: 64);

        Assert.Equal(4 * 2, totals.Arithmetic);
        Assert.Equal((2.0, "arithmetic"), totals.Bound);
    }

    /// <summary>The driver's compiler fuses a product with the sum that alone takes it, where both may be rounded as one.</summary>
    [Theory]
    [InlineData("mul.f32 %f1, %f0, %f0;\nadd.f32 %f2, %f3, %f1;", 1)]
    [InlineData("mul.f32 %f1, %f0, %f0;\nsub.f32 %f2, %f1, %f3;", 1)]
    [InlineData("mul.ftz.f32 %f1, %f0, %f0;\nadd.ftz.f32 %f2, %f3, %f1;", 1)]
    [InlineData("mul.ftz.f32 %f1, %f0, %f0;\nadd.f32 %f2, %f3, %f1;", 2)]
    [InlineData("mul.rn.f32 %f1, %f0, %f0;\nadd.f32 %f2, %f3, %f1;", 2)]
    [InlineData("mul.f32 %f1, %f0, %f0;\nadd.rn.f32 %f2, %f3, %f1;", 2)]
    [InlineData("mul.f32 %f1, %f0, %f0;\nadd.f32 %f2, %f3, %f1;\nadd.f32 %f4, %f3, %f1;", 3)] // Taken twice.
    [InlineData("mul.f32 %f1, %f0, %f0;\nadd.f32 %f2, %f3, %f1;\nst.global.v2.f32 [%data], {%f0, %f1};", 2)] // Stored too.
    [InlineData("mul.f32 %f1, %f0, %f0;\nmul.f32 %f4, %f0, %f0;\nadd.f32 %f2, %f4, %f1;", 2)] // A sum takes one.
    public void ProductsAreFusedWithSums(string body, int arithmetic)
    {
        using var program = new Program(16);
        Assert.Equal(arithmetic, program.Profile(body).Arithmetic);
    }

    [Fact]
    public void LanesPart()
    {
        using var program = new Program(16);
        // Eight lanes go one way, 24 the other; all meet again.
        var totals = program.Profile(
            """
            setp.lt.u32 %p0, %t, 8;
            @%p0 bra few;
            add.s32 %r0, %t, 1;
            add.s32 %r0, %r0, 1;
            bra all;
            few:
            add.s32 %r0, %t, 2;
            all:
            ret;
            """);

        Assert.Equal(HeaderInstructions + 7, totals.Warps);
        Assert.Equal(((HeaderInstructions + 3) * 32) + (3 * 24) + 8, totals.Lanes);
    }

    /// <summary>A guarded instruction is issued once, whether or not a lane executes it.</summary>
    [Fact]
    public void GuardsAreNoInstructions()
    {
        using var program = new Program(16);
        var totals = program.Profile("setp.lt.u32 %p0, %t, 8;\n@%p0 add.f32 %f0, %f0, %f0;", threads: 64);

        Assert.Equal((HeaderInstructions + 2) * 2, totals.Warps);
        Assert.Equal(((HeaderInstructions + 1) * 64) + 8, totals.Lanes);
        Assert.Equal(1, totals.Arithmetic);
    }

    /// <summary>Threads that come to a shuffle one after another execute it together; a barrier is one instruction, waiting or not.</summary>
    [Fact]
    public void WaitingIsNoInstruction()
    {
        using var program = new Program(16);
        var totals = program.Profile(
            """
            setp.lt.u32 %p0, %t, 8;
            @%p0 bra late;
            shuffle:
            shfl.sync.bfly.b32 %r1, %t, 1, 31, 0xffffffff;
            bra all;
            late:
            add.s32 %r0, %t, 1;
            bra shuffle;
            all:
            bar.sync 0;
            """);

        Assert.Equal(HeaderInstructions + 7, totals.Warps);
        Assert.Equal(((HeaderInstructions + 5) * 32) + (2 * 8), totals.Lanes);
    }

    [Fact]
    public void LaunchesOfOneNameAreSummed()
    {
        using var program = new Program(256);
        var profile = new LaunchProfile();
        const string body = "mul.wide.u32 %rd0, %t, 8;\nadd.u64 %rd0, %rd0, %data;\nld.global.f32 %f0, [%rd0];";
        program.Run(body, threads: 32, profile: profile);
        program.Run(body, threads: 32, blocks: 2, profile: profile);
        var totals = Assert.Single(profile.Totals());

        Assert.Equal((2, 3), (totals.Launches, totals.Blocks));
        Assert.Equal(new Traffic(3, 24, 12, 384), totals.Global);
        var ((line, text), counts) = Assert.Single(totals.Accesses);
        Assert.Equal((Program.HeaderLines + 3, "ld.global.f32 %f0, [%rd0];"), (line, text));
        Assert.Equal((3, totals.Global), (counts.Warps, counts.Global));
    }

    [Fact]
    public void WithoutAProfileInstructionsAreThemselves()
    {
        const string text = ".visible .entry k() { .reg .b32 %r<2>; mov.u32 %r0, %tid.x; bar.sync 0; ret; }";
        var profile = new LaunchProfile();
        Assert.Null(PtxModule.Parse(text).Kernels["k"].Code.Profile);
        var code = PtxModule.Parse(text, new(profile)).Kernels["k"].Code;

        Assert.DoesNotContain(code.Instructions, instruction => instruction is Counted or CountedAccess);
        // All but the end that the decoder adds.
        Assert.Equal(3, code.Profile!.Instructions.Count(instruction => instruction is Counted));
        Assert.Empty(profile.Totals());
    }

    [Fact]
    public void TheReportTellsWhatIsWasted()
    {
        using var program = new Program(32 * 128);
        var profile = new LaunchProfile();
        program.Run(
            """
            .shared .align 16 .b8 s[4096];
            mov.u64 %rd1, s;
            mul.wide.u32 %rd2, %t, 128;
            add.u64 %rd0, %rd2, %data;
            add.u64 %rd1, %rd2, %rd1;
            ld.global.f32 %f0, [%rd0];
            st.shared.f32 [%rd1], %f0;
            st.shared.f32 [%rd1], %f0;
            ld.global.f32 %f0, [%data];
            ld.global.f32 %f0, [%data];
            mov.b32 %r0, 0;
            """,
            threads: 32, profile: profile);
        var lines = ProfileReport.Write(profile.Totals()).Split('\n');

        Assert.Contains("| kernel | 1 | 1 | 12 | 100.0 % | 3 | 0 | 64 | 17 | shared | 64 | 100.0 % |", lines);
        Assert.Contains("| kernel | 0 | 3 | 34 | 136 | 12.5 % | 0 | 0 | 2 | 64 | 2 | 32.00 |", lines);
        Assert.Equal(
            [
                $"| kernel | {Program.HeaderLines + 7} | `st.shared.f32 [%rd1], %f0;` | 1 | cycles | 32 | 1 | 31 |",
                $"| kernel | {Program.HeaderLines + 8} | `st.shared.f32 [%rd1], %f0;` | 1 | cycles | 32 | 1 | 31 |",
                $"| kernel | {Program.HeaderLines + 6} | `ld.global.f32 %f0, [%rd0];` | 1 | sectors | 32 | 4 | 14 |",
            ],
            lines.Where(line => line.Contains('`', StringComparison.Ordinal)));
    }

    [Fact]
    public void TheFileIsReplaced()
    {
        var folder = Directory.CreateTempSubdirectory();
        var path = Path.Combine(folder.FullName, "profile.md");
        File.WriteAllText(path, "old");
        ProfileFile.Write(path, new LaunchProfile());

        Assert.StartsWith("# ", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(folder.FullName));
        var nowhere = Path.Combine(folder.FullName, "missing", "profile.md");
        Assert.StartsWith($"SHAPENET_CUDA_PROFILE={nowhere}: ", Assert.Throws<IOException>(() => ProfileFile.Write(nowhere, new LaunchProfile())).Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }
}
