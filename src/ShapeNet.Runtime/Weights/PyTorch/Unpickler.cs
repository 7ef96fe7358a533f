using System.Globalization;
using System.Runtime.InteropServices;

namespace ShapeNet.Runtime;

/// <summary>
/// Reads pickles, Python's serialised objects, as far as state dicts need them: plain values, lists, tuples and
/// dictionaries, and calls of the few functions of <see cref="PickleFunctions"/>. A pickle is a program, and one that asks for anything
/// else is refused before anything is called. Its work and memory are proportional to its length.
/// </summary>
/// <param name="cursor">The pickle.</param>
/// <param name="loadPersistent">Makes the object that a persistent id stands for.</param>
internal sealed class Unpickler(PickleCursor cursor, Func<object?, object?> loadPersistent)
{
    private const int HighestProtocol = 5;

    private readonly List<object?> stack = [];
    private readonly Stack<int> marks = [];
    private readonly Dictionary<uint, object?> memo = [];

    /// <summary>Reads one pickle up to its end.</summary>
    /// <exception cref="FormatException">It is damaged, or asks for what is not allowed.</exception>
    public object? Read()
    {
        while (true)
        {
            var code = cursor.ReadByte();
            if (code == (byte)'.')
                return Pop();
            Execute(code);
        }
    }

    private void Execute(byte code)
    {
        switch ((char)code)
        {
            case '\x80':
                if (cursor.ReadByte() is > HighestProtocol and var protocol)
                    throw new FormatException($"the pickle is of protocol {protocol}; {HighestProtocol} is the highest that there is");
                break;
            case '\x95':
                // The length of the frame that follows: a hint to readers of streams.
                cursor.ReadUInt64();
                break;
            case '(':
                marks.Push(stack.Count);
                break;
            case '0':
                Pop();
                break;
            case '1':
                PopToMark();
                break;
            case '2':
                Push(Peek());
                break;

            case 'N':
                Push(null);
                break;
            case '\x88':
                Push(true);
                break;
            case '\x89':
                Push(false);
                break;
            case 'J':
                Push((long)cursor.ReadInt32());
                break;
            case 'K':
                Push((long)cursor.ReadByte());
                break;
            case 'M':
                Push((long)cursor.ReadUInt16());
                break;
            case 'I':
                Push(cursor.ReadLine() switch { "00" => false, "01" => true, var text => ParseWhole(text) });
                break;
            case 'L':
                Push(ParseWhole(cursor.ReadLine().TrimEnd('L')));
                break;
            case '\x8a':
                Push(ReadLong(cursor.ReadByte()));
                break;
            case '\x8b':
                Push(ReadLong(cursor.ReadUInt32()));
                break;
            case 'F':
                Push(ParseReal(cursor.ReadLine()));
                break;
            case 'G':
                Push(cursor.ReadDouble());
                break;

            case 'V':
                Push(cursor.ReadLine());
                break;
            case 'X' or 'T':
                Push(cursor.ReadText(cursor.ReadUInt32()));
                break;
            case '\x8c' or 'U':
                Push(cursor.ReadText(cursor.ReadByte()));
                break;
            case '\x8d':
                Push(cursor.ReadText(cursor.ReadUInt64()));
                break;
            case 'C':
                PushBytes(cursor.ReadByte());
                break;
            case 'B':
                PushBytes(cursor.ReadUInt32());
                break;
            case '\x8e' or '\x96':
                PushBytes(cursor.ReadUInt64());
                break;

            case ')':
                Push(new PickleTuple([]));
                break;
            case 't':
                Push(new PickleTuple(PopToMark()));
                break;
            case '\x85':
                Push(new PickleTuple(Pop(1)));
                break;
            case '\x86':
                Push(new PickleTuple(Pop(2)));
                break;
            case '\x87':
                Push(new PickleTuple(Pop(3)));
                break;
            case ']':
                Push(new PickleList([]));
                break;
            case 'l':
                Push(new PickleList([.. PopToMark()]));
                break;
            case 'a':
                Append(Pop(1));
                break;
            case 'e':
                Append(PopToMark());
                break;
            case '}':
                Push(new PickleDictionary([]));
                break;
            case 'd':
                var entries = PopToMark();
                Push(new PickleDictionary([]));
                Set(entries);
                break;
            case 's':
                Set(Pop(2));
                break;
            case 'u':
                Set(PopToMark());
                break;

            case 'q':
                memo[cursor.ReadByte()] = Peek();
                break;
            case 'r':
                memo[cursor.ReadUInt32()] = Peek();
                break;
            case 'p':
                memo[ParseIndex(cursor.ReadLine())] = Peek();
                break;
            case '\x94':
                memo[(uint)memo.Count] = Peek();
                break;
            case 'h':
                Recall(cursor.ReadByte());
                break;
            case 'j':
                Recall(cursor.ReadUInt32());
                break;
            case 'g':
                Recall(ParseIndex(cursor.ReadLine()));
                break;

            case 'c' or 'i':
                // 'i' calls what it names at once: naming it is enough to be refused.
                Push(PickleFunctions.Find(cursor.ReadLine(), cursor.ReadLine()));
                break;
            case '\x93':
                var name = Pop(2);
                Push(PickleFunctions.Find(Expect<string>(name[0], "a module's name"), Expect<string>(name[1], "a global's name")));
                break;
            case 'R' or '\x81':
                var arguments = Expect<PickleTuple>(Pop(), "arguments");
                Push(Expect<PickleFunction>(Pop(), "a function")(arguments.Items));
                break;
            case 'b':
                // The state of a dictionary or tensor: notes such as a state dict's '_metadata'.
                Pop();
                if (Peek() is not (PickleDictionary or PickleOpaque or TensorView))
                    throw new FormatException("the pickle gives a state to what has none");
                break;
            case 'Q':
                Push(loadPersistent(Pop()));
                break;

            default:
                throw new FormatException($"the pickle holds the instruction 0x{code:X2}, which no state dict needs");
        }
    }

    private void Push(object? value) => stack.Add(value);

    private void PushBytes(ulong count)
    {
        cursor.Take(count);
        Push(PickleOpaque.Instance);
    }

    private object? Peek() => stack.Count > Floor ? stack[^1] : throw new FormatException("the pickle takes what it never gave");

    private object? Pop()
    {
        var value = Peek();
        stack.RemoveAt(stack.Count - 1);
        return value;
    }

    private object?[] Pop(int count)
    {
        if (stack.Count - count < Floor)
            throw new FormatException("the pickle takes what it never gave");
        return RemoveFrom(stack.Count - count);
    }

    private object?[] PopToMark()
    {
        if (marks.Count == 0)
            throw new FormatException("the pickle returns to a mark that it never set");
        return RemoveFrom(marks.Pop());
    }

    /// <summary>What lies below the latest mark is out of reach.</summary>
    private int Floor => marks.Count == 0 ? 0 : marks.Peek();

    private object?[] RemoveFrom(int index)
    {
        var removed = CollectionsMarshal.AsSpan(stack)[index..].ToArray();
        stack.RemoveRange(index, removed.Length);
        return removed;
    }

    private void Append(object?[] items) => Expect<PickleList>(Peek(), "a list").Items.AddRange(items);

    private void Set(object?[] entries)
    {
        if (entries.Length % 2 != 0)
            throw new FormatException("the pickle sets a key without a value");
        var dictionary = Expect<PickleDictionary>(Peek(), "a dictionary");
        for (var index = 0; index < entries.Length; index += 2)
            dictionary.Entries.Add(new(entries[index], entries[index + 1]));
    }

    private void Recall(uint index) =>
        Push(memo.TryGetValue(index, out var value) ? value : throw new FormatException("the pickle recalls what it never noted"));

    private object ReadLong(uint count)
    {
        var bytes = cursor.Take((ulong)count);
        if (count > sizeof(long))
            return PickleOpaque.Instance;

        var value = count > 0 && (bytes[^1] & 0x80) != 0 ? -1L : 0;
        for (var index = bytes.Length - 1; index >= 0; index--)
            value = (value << 8) | bytes[index];
        return value;
    }

    private static long ParseWhole(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException("the pickle holds a whole number that is none");

    private static double ParseReal(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException("the pickle holds a real number that is none");

    private static uint ParseIndex(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new FormatException("the pickle notes something under a number that is none");

    private static T Expect<T>(object? value, string what) =>
        value is T expected ? expected : throw new FormatException($"the pickle has something else where {what} belongs");
}
