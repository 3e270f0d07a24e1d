using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>Reads one component's stream; every count is checked against the bytes that are left before anything is allocated.</summary>
internal sealed class ComponentReader
{
    private const int HeaderBytes = 256;

    private readonly string entry;
    private readonly byte[] content;
    private readonly string[] texts;
    private readonly int end;
    private int position;

    public ComponentReader(string entry, byte[] content)
    {
        this.entry = entry;
        this.content = content;
        if (content.Length < HeaderBytes || !content.AsSpan(0, 8).SequenceEqual("ML\0MODEL"u8))
            throw Fault("is not an ML.NET component");
        Signature = Encoding.ASCII.GetString(content, 0x40, 8).Replace('\0', ' ');
        Version = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(0x48));
        Loader = Encoding.ASCII.GetString(content, 0x50, 24).TrimEnd('\0');
        position = HeaderBytes;
        end = Inside(Long(0x10), Long(0x18), "model block").End;
        if (Long(0x10) != HeaderBytes)
            throw Fault("has its model block at an unknown place");
        texts = ReadTexts();
    }

    /// <summary>Eight characters that name the format, zeros as spaces.</summary>
    public string Signature { get; }

    /// <summary>Version that wrote the block.</summary>
    public uint Version { get; }

    /// <summary>The class that ML.NET would create.</summary>
    public string Loader { get; }

    public ModelFileException Fault(string fault) =>
        new($"Entry '{entry}' {fault}. The file is damaged or of an unknown version: save the model again with ML.NET 1.0 or later.");

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>A count of things that take at least so many bytes each.</summary>
    public int Count(int leastBytesEach)
    {
        var count = Int();
        return count >= 0 && (long)count * leastBytesEach <= end - position
            ? count
            : throw Fault($"announces {count} items, more than it has room for");
    }

    public int[] Ints() => Array<int>();

    public float[] Floats() => Array<float>();

    public double[] Doubles() => Array<double>();

    public double[] Doubles(int count) => Values<double>(count);

    public float[] Floats(int count) => Values<float>(count);

    /// <summary>A text that may be null.</summary>
    public string? TextOrNull()
    {
        var index = Int();
        if (index == -1)
            return null;
        return index >= 0 && index < texts.Length ? texts[index] : throw Fault($"names text {index} of {texts.Length}");
    }

    public string Text() => TextOrNull() ?? throw Fault("lacks a name");

    /// <summary>Output and input names of a one-to-one step.</summary>
    public (string Output, string Input)[] Pairs()
    {
        var pairs = new (string, string)[Count(2 * sizeof(int))];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = (Text(), Text());
        return pairs;
    }

    /// <summary>A text written by .NET's <see cref="BinaryWriter"/>: length in LEB128, then UTF-8.</summary>
    public string InlineText() => Encoding.UTF8.GetString(Take(Leb128()));

    public int Leb128()
    {
        var value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = Byte();
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
                return value >= 0 ? value : throw Fault("has a negative length");
        }
        throw Fault("has a length that does not end");
    }

    public void Skip(int bytes) => Take(bytes);

    public void SkipArray(int bytesEach) => Skip(Count(bytesEach) * bytesEach);

    public void SkipRest() => position = end;

    private T[] Array<T>() where T : unmanaged => Values<T>(Count(Marshal.SizeOf<T>()));

    private T[] Values<T>(int count) where T : unmanaged
    {
        var bytes = (long)count * Marshal.SizeOf<T>();
        if (count < 0 || bytes > end - position)
            throw Fault($"announces {count} items, more than it has room for");
        return MemoryMarshal.Cast<byte, T>(Take((int)bytes)).ToArray();
    }

    private ReadOnlySpan<byte> Take(int bytes)
    {
        if (bytes < 0 || bytes > end - position)
            throw Fault("ends too early");
        position += bytes;
        return content.AsSpan(position - bytes, bytes);
    }

    private long Long(int at) => BinaryPrimitives.ReadInt64LittleEndian(content.AsSpan(at));

    private (int Start, int End) Inside(long start, long length, string part) =>
        start >= HeaderBytes && length >= 0 && start <= content.Length && length <= content.Length - start
            ? ((int)start, (int)(start + length))
            : throw Fault($"has its {part} outside the file");

    private string[] ReadTexts()
    {
        if (Long(0x20) == 0)
            return [];
        var (table, tableEnd) = Inside(Long(0x20), Long(0x28), "table of texts");
        var (characters, charactersEnd) = Inside(Long(0x30), Long(0x38), "texts");
        var found = new string[(tableEnd - table) / sizeof(long)];
        long from = 0;
        for (var i = 0; i < found.Length; i++)
        {
            var to = Long(table + (i * sizeof(long)));
            if (to < from || to > charactersEnd - characters)
                throw Fault($"has text {i} outside the file");
            found[i] = Encoding.Unicode.GetString(content, (int)(characters + from), (int)(to - from));
            from = to;
        }
        return found;
    }
}
