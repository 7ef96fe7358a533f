namespace Standins.Tests.Cuda;

/// <summary>Instructions of one thread, whose results the ISA gives.</summary>
public sealed class ArithmeticTests
{
    [Theory]
    [InlineData("add.s32", "0x7fffffff, 1", 0x8000_0000)]
    [InlineData("sub.u32", "0, 1", 0xFFFF_FFFF)]
    [InlineData("mul.lo.s32", "-3, 5", 0xFFFF_FFF1)]
    [InlineData("mul.hi.s32", "-1, 1", 0xFFFF_FFFF)]
    [InlineData("mul.hi.u32", "0xffffffff, 0xffffffff", 0xFFFF_FFFE)]
    [InlineData("mad.lo.s32", "3, 4, -13", 0xFFFF_FFFF)]
    [InlineData("mad.hi.u32", "0x80000000, 4, 1", 3)]
    [InlineData("div.s32", "-7, 2", 0xFFFF_FFFD)]
    [InlineData("div.u32", "0xfffffff9, 2", 0x7FFF_FFFC)]
    [InlineData("div.s32", "0x80000000, -1", 0x8000_0000)]
    [InlineData("rem.s32", "-7, 2", 0xFFFF_FFFF)]
    [InlineData("rem.s32", "0x80000000, -1", 0)]
    [InlineData("min.s32", "-1, 1", 0xFFFF_FFFF)]
    [InlineData("min.u32", "-1, 1", 1)]
    [InlineData("max.u32", "-1, 1", 0xFFFF_FFFF)]
    [InlineData("abs.s32", "0x80000000", 0x8000_0000)]
    [InlineData("abs.s32", "-5", 5)]
    [InlineData("neg.s32", "5", 0xFFFF_FFFB)]
    [InlineData("not.b32", "0x0000ffff", 0xFFFF_0000)]
    [InlineData("cnot.b32", "0", 1)]
    [InlineData("xor.b32", "0xff, 0x0f", 0xF0)]
    [InlineData("shl.b32", "1, 31", 0x8000_0000)]
    [InlineData("shl.b32", "1, 32", 0)]
    [InlineData("shr.u32", "0x80000000, 33", 0)]
    [InlineData("shr.s32", "0x80000000, 33", 0xFFFF_FFFF)]
    [InlineData("shr.s32", "-8, 1", 0xFFFF_FFFC)]
    [InlineData("popc.b32", "0xf0f1", 9)]
    [InlineData("clz.b32", "0", 32)]
    [InlineData("clz.b32", "1", 31)]
    [InlineData("brev.b32", "1", 0x8000_0000)]
    [InlineData("bfind.u32", "0", 0xFFFF_FFFF)]
    [InlineData("bfind.s32", "-2", 0)]
    [InlineData("bfe.u32", "0xabcd, 4, 8", 0xBC)]
    [InlineData("bfe.s32", "0x80, 4, 4", 0xFFFF_FFF8)]
    [InlineData("bfi.b32", "0xf, 0x1000, 4, 4", 0x10F0)]
    [InlineData("prmt.b32", "0x03020100, 0x87060504, 0x7450", 0x8704_0500)]
    [InlineData("prmt.b32", "0, 0x80000000, 0xf", 0x0000_00FF)]
    [InlineData("shf.l.wrap.b32", "0x80000000, 1, 33", 3)]
    [InlineData("shf.r.clamp.b32", "1, 2, 40", 2)]
    [InlineData("selp.b32", "7, 8, 1", 7)]
    [InlineData("selp.b32", "7, 8, 0", 8)]
    public void Integers(string opcode, string operands, uint expected) => Assert.Equal(expected, Result32($"{opcode} %r0, {operands};"));

    [Theory]
    [InlineData("mul.wide.u32 %rd0, 0xffffffff, 0xffffffff;", 0xFFFF_FFFE_0000_0001)]
    [InlineData("mul.wide.s32 %rd0, -1, 5;", 0xFFFF_FFFF_FFFF_FFFB)]
    [InlineData("mad.wide.u32 %rd0, 0x10000, 0x10000, 1;", 0x1_0000_0001)]
    [InlineData("mul.hi.u64 %rd0, 0xffffffffffffffff, 2;", 1)]
    [InlineData("mul.hi.s64 %rd0, -1, 2;", 0xFFFF_FFFF_FFFF_FFFF)]
    [InlineData("shr.s64 %rd0, -4, 70;", 0xFFFF_FFFF_FFFF_FFFF)]
    [InlineData("cvt.s64.s32 %rd0, -2;", 0xFFFF_FFFF_FFFF_FFFE)]
    [InlineData("cvt.u64.u32 %rd0, -2;", 0xFFFF_FFFE)]
    [InlineData("mov.b64 %rd0, {%r1, %r2};", 0x0000_0002_0000_0001)]
    [InlineData("{ .reg .b64 %x; mov.b64 %x, 9; mov.b64 %rd0, %x; }", 9)]
    public void LongIntegers(string instruction, ulong expected)
    {
        using var program = new Program(8);
        program.Run($"mov.b32 %r1, 1; mov.b32 %r2, 2; {instruction} st.global.u64 [%data], %rd0; ret;");
        Assert.Equal(expected, program.Values<ulong>()[0]);
    }

    [Theory]
    [InlineData("add.f32", "0f3F800000, 0f33800000", 0x3F80_0000)]
    [InlineData("fma.rn.f32", "0f3F800001, 0f3F800001, 0fBF800002", 0x2880_0000)]
    [InlineData("mul.f32", "0f3F800001, 0f3F800001", 0x3F80_0002)]
    [InlineData("min.f32", "0f7FC00000, 0f40000000", 0x4000_0000)]
    [InlineData("max.f32", "0f40000000, 0f7FC00000", 0x4000_0000)]
    [InlineData("max.f32", "0f7FC00000, 0f7FC00000", 0x7FFF_FFFF)]
    [InlineData("max.NaN.f32", "0f40000000, 0f7FC00000", 0x7FFF_FFFF)]
    [InlineData("min.f32", "0f80000000, 0f00000000", 0x8000_0000)]
    [InlineData("max.f32", "0f80000000, 0f00000000", 0x0000_0000)]
    [InlineData("div.rn.f32", "0f3F800000, 0f40400000", 0x3EAA_AAAB)]
    [InlineData("div.rn.f32", "0f3F800000, 0f00000000", 0x7F80_0000)]
    [InlineData("rcp.rn.f32", "0f40400000", 0x3EAA_AAAB)]
    [InlineData("sqrt.rn.f32", "0f40000000", 0x3FB5_04F3)]
    [InlineData("rsqrt.approx.f32", "0f40800000", 0x3F00_0000)]
    [InlineData("ex2.approx.f32", "0f40400000", 0x4100_0000)]
    [InlineData("lg2.approx.f32", "0f41000000", 0x4040_0000)]
    [InlineData("lg2.approx.f32", "0f00000000", 0xFF80_0000)]
    [InlineData("neg.f32", "0f00000000", 0x8000_0000)]
    [InlineData("abs.f32", "0fBF800000", 0x3F80_0000)]
    [InlineData("copysign.f32", "0fBF800000, 0f40000000", 0xC000_0000)]
    [InlineData("mul.ftz.f32", "0f00800000, 0f3F000000", 0)]
    [InlineData("mul.f32", "0f00800000, 0f3F000000", 0x0040_0000)]
    [InlineData("add.sat.f32", "0f3F800000, 0f3F800000", 0x3F80_0000)]
    [InlineData("add.sat.f32", "0f7FC00000, 0f3F800000", 0)]
    public void Floats(string opcode, string operands, uint expected)
    {
        using var program = new Program(4);
        program.Run($"{opcode} %f0, {operands}; st.global.f32 [%data], %f0; ret;");
        Assert.Equal(expected, program.Values<uint>()[0]);
    }

    [Theory]
    [InlineData("cvt.rni.s32.f32 %r0, 0f40200000;", 2)]
    [InlineData("cvt.rzi.s32.f32 %r0, 0fC0200000;", 0xFFFF_FFFE)]
    [InlineData("cvt.rmi.s32.f32 %r0, 0fC0200000;", 0xFFFF_FFFD)]
    [InlineData("cvt.rpi.s32.f32 %r0, 0f40200000;", 3)]
    [InlineData("cvt.rzi.s32.f32 %r0, 0f7F800000;", 0x7FFF_FFFF)]
    [InlineData("cvt.rzi.s32.f32 %r0, 0f7FC00000;", 0)]
    [InlineData("cvt.rzi.u32.f32 %r0, 0fBF800000;", 0)]
    [InlineData("cvt.rzi.u8.f32 %r0, 0f43960000;", 255)]
    [InlineData("cvt.s32.s8 %r0, 0x180;", 0xFFFF_FF80)]
    [InlineData("cvt.u32.u8 %r0, 0x1ff;", 0xFF)]
    [InlineData("cvt.sat.u8.s32 %r0, -3;", 0)]
    [InlineData("cvt.sat.s8.s32 %r0, 300;", 127)]
    [InlineData("cvt.rn.f32.s32 %f0, 16777217; mov.b32 %r0, %f0;", 0x4B80_0000)]
    [InlineData("cvt.rp.f32.s32 %f0, 16777217; mov.b32 %r0, %f0;", 0x4B80_0001)]
    [InlineData("cvt.rn.f32.u64 %f0, 0x8000008000000001; mov.b32 %r0, %f0;", 0x5F00_0001)]
    [InlineData("cvt.rz.f32.f64 %f0, 0d3FF000001FFFFFFF; mov.b32 %r0, %f0;", 0x3F80_0000)]
    [InlineData("cvt.rn.f32.f64 %f0, 0d3FF000001FFFFFFF; mov.b32 %r0, %f0;", 0x3F80_0001)]
    [InlineData("cvt.sat.f32.f32 %f0, 0f40000000; mov.b32 %r0, %f0;", 0x3F80_0000)]
    [InlineData("cvt.rni.f32.f32 %f0, 0f40200000; mov.b32 %r0, %f0;", 0x4000_0000)]
    [InlineData("cvt.rn.f16.f32 %h0, 0f3F800000; cvt.u32.u16 %r0, %h0;", 0x3C00)]
    [InlineData("cvt.rn.f16.f32 %h0, 0f3F800000; cvt.f32.f16 %f0, %h0; mov.b32 %r0, %f0;", 0x3F80_0000)]
    public void Conversions(string instructions, uint expected) => Assert.Equal(expected, Result32(instructions));

    [Theory]
    [InlineData("setp.lt.s32 %p0, -1, 1;", true)]
    [InlineData("setp.lt.u32 %p0, -1, 1;", false)]
    [InlineData("setp.hs.u32 %p0, -1, 1;", true)]
    [InlineData("setp.ne.f32 %p0, 0f7FC00000, 0f3F800000;", false)]
    [InlineData("setp.neu.f32 %p0, 0f7FC00000, 0f3F800000;", true)]
    [InlineData("setp.leu.f32 %p0, 0f7FC00000, 0f3F800000;", true)]
    [InlineData("setp.le.f32 %p0, 0f7FC00000, 0f3F800000;", false)]
    [InlineData("setp.gtu.f32 %p0, 0f3F800000, 0f40000000;", false)]
    [InlineData("setp.num.f32 %p0, 0f3F800000, 0f40000000;", true)]
    [InlineData("setp.nan.f32 %p0, 0f7FC00000, 0f40000000;", true)]
    [InlineData("testp.notanumber.f32 %p0, 0f7FC00000;", true)]
    [InlineData("testp.finite.f32 %p0, 0f7F800000;", false)]
    [InlineData("setp.eq.s32 %p1, 1, 2; setp.lt.or.s32 %p0, 2, 1, !%p1;", true)]
    [InlineData("setp.eq.s32 %p1, 1, 2; setp.lt.and.s32 %p0, 1, 2, %p1;", false)]
    [InlineData("setp.lt.s32 %p1|%p0, 2, 1;", true)]
    [InlineData("setp.eq.s32 %p1, 1, 1; not.pred %p0, %p1;", false)]
    public void Comparisons(string instructions, bool expected) =>
        Assert.Equal(expected ? 1u : 0, Result32($"{instructions} selp.b32 %r0, 1, 0, %p0;"));

    private static uint Result32(string instructions)
    {
        using var program = new Program(4);
        program.Run($"{instructions} st.global.u32 [%data], %r0; ret;");
        return program.Values<uint>()[0];
    }
}
