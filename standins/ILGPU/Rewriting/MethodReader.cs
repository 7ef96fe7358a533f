using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Rewriting;

/// <summary>Reads a method's code.</summary>
internal static class MethodReader
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(opCode => opCode.Value);

    private static readonly Dictionary<string, OpCode> OpCodesByName = OpCodesByValue.Values.ToDictionary(opCode => opCode.Name!);

    /// <summary>Reads a method whose parameters and local variables have become these.</summary>
    public static List<Instruction> Read(MethodBase method, MethodBody body, Variable?[] parameters, Variable[] locals)
    {
        var code = body.GetILAsByteArray()!;
        var resolver = new TokenResolver(method);
        var instructions = new List<Instruction>();
        var byOffset = new Dictionary<int, Instruction>();
        var offset = 0;
        while (offset < code.Length)
        {
            var start = offset;
            short value = code[offset++];
            if (value == 0xFE)
                value = unchecked((short)(0xFE00 | code[offset++]));
            var opCode = OpCodesByValue[value];
            var operand = ReadOperand(code, ref offset, opCode, resolver);
            var instruction = new Instruction(opCode, operand, new Place(method, start));
            Normalise(instruction, parameters, locals);
            instructions.Add(instruction);
            byOffset[start] = instruction;
        }

        foreach (var instruction in instructions)
        {
            instruction.Operand = instruction.Operand switch
            {
                BranchTarget target => byOffset[target.Offset],
                BranchTarget[] targets => targets.Select(target => byOffset[target.Offset]).ToArray(),
                var other => other,
            };
        }

        return instructions;
    }

    private static object? ReadOperand(byte[] code, ref int offset, OpCode opCode, TokenResolver resolver)
    {
        var at = code.AsSpan(offset);
        switch (opCode.OperandType)
        {
            case OperandType.InlineNone:
                return null;
            case OperandType.ShortInlineBrTarget:
                offset += 1;
                return new BranchTarget(offset + (sbyte)at[0]);
            case OperandType.InlineBrTarget:
                offset += 4;
                return new BranchTarget(offset + BinaryPrimitives.ReadInt32LittleEndian(at));
            case OperandType.InlineSwitch:
                var count = BinaryPrimitives.ReadInt32LittleEndian(at);
                offset += 4 * (count + 1);
                var targets = new BranchTarget[count];
                for (var i = 0; i < count; i++)
                    targets[i] = new BranchTarget(offset + BinaryPrimitives.ReadInt32LittleEndian(at[(4 * (i + 1))..]));
                return targets;
            case OperandType.ShortInlineI:
                offset += 1;
                return (int)(sbyte)at[0];
            case OperandType.ShortInlineVar:
                offset += 1;
                return (int)at[0];
            case OperandType.InlineVar:
                offset += 2;
                return (int)BinaryPrimitives.ReadUInt16LittleEndian(at);
            case OperandType.InlineI:
                offset += 4;
                return BinaryPrimitives.ReadInt32LittleEndian(at);
            case OperandType.InlineI8:
                offset += 8;
                return BinaryPrimitives.ReadInt64LittleEndian(at);
            case OperandType.ShortInlineR:
                offset += 4;
                return BinaryPrimitives.ReadSingleLittleEndian(at);
            case OperandType.InlineR:
                offset += 8;
                return BinaryPrimitives.ReadDoubleLittleEndian(at);
            default:
                offset += 4;
                return resolver.Resolve(opCode.OperandType, BinaryPrimitives.ReadInt32LittleEndian(at));
        }
    }

    /// <summary>Writes an instruction's long form, and parameters as variables.</summary>
    private static void Normalise(Instruction instruction, Variable?[] parameters, Variable[] locals)
    {
        var name = instruction.OpCode.Name!;
        var parts = name.Split('.');
        switch (parts[0])
        {
            case "ldarg" or "ldarga" or "starg" or "ldloc" or "ldloca" or "stloc":
                var index = instruction.Operand as int? ?? int.Parse(parts[1]);
                var isParameter = parts[0].Contains("arg");
                var variable = isParameter ? parameters[index] : locals[index];
                if (variable is null)
                    throw new UnsupportedKernelException("captures variables", instruction.Place);
                instruction.Set(OpCodesByName[isParameter ? parts[0].Replace("arg", "loc") : parts[0]], variable);
                variable.IsAddressTaken |= parts[0].EndsWith('a');
                variable.IsAssigned |= parts[0].StartsWith("st", StringComparison.Ordinal);
                break;
            case "ldc" when parts[1] == "i4":
                var constant = parts.Length == 2 || parts[2] == "s" ? (int)instruction.Operand!
                    : parts[2] is "m1" or "M1" ? -1
                    : int.Parse(parts[2]);
                instruction.Set(OpCodes.Ldc_I4, constant);
                break;
            default:
                if (name.EndsWith(".s", StringComparison.Ordinal))
                    instruction.OpCode = OpCodesByName[name[..^2]];
                break;
        }
    }

    private sealed record BranchTarget(int Offset);

    private sealed class TokenResolver(MethodBase method)
    {
        private readonly Type[]? typeArguments = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        private readonly Type[]? methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;

        public object? Resolve(OperandType operandType, int token) => operandType switch
        {
            OperandType.InlineField => method.Module.ResolveField(token, typeArguments, methodArguments),
            OperandType.InlineMethod => method.Module.ResolveMethod(token, typeArguments, methodArguments),
            OperandType.InlineType => method.Module.ResolveType(token, typeArguments, methodArguments),
            OperandType.InlineString => method.Module.ResolveString(token),
            OperandType.InlineTok => method.Module.ResolveMember(token, typeArguments, methodArguments),
            _ => token,
        };
    }
}
