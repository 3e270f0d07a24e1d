using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>Reads one component's stream; every count is checked against the bytes that are left before anything is
/// allocated.</summary>
internal sealed class ComponentReader
{
    private const int HeaderBytes = 256;

    private readonly string entry;
    private readonly byte[] content;
    private readonly int end;
    private int position;

    public ComponentReader(string entry, byte[] content)
    {
        this.entry = entry;
        this.content = content;
        if (!IsComponent(content))
            throw Fault("is not an ML.NET component");
        Signature = Encoding.ASCII.GetString(content, 0x40, 8).Replace('\0', ' ');
        Version = BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(0x48));
        var (start, stop) = Long(0x90) == 0 ? (0, 0)
            : Inside(Long(0x90), BinaryPrimitives.ReadUInt32LittleEndian(content.AsSpan(0x98)), "assembly name");
        Assembly = Encoding.Unicode.GetString(content, start, stop - start);
        position = HeaderBytes;
        end = Inside(Long(0x10), Long(0x18), "model block").End;
        if (Long(0x10) != HeaderBytes)
            throw Fault("has its model block at an unknown place");
    }

    /// <summary>Eight characters that name the format, zeros as spaces.</summary>
    public string Signature { get; }

    /// <summary>Version that wrote the block.</summary>
    public uint Version { get; }

    /// <summary>The assembly that ML.NET would load.</summary>
    public string Assembly { get; }

    public static bool IsComponent(byte[] content) => content.Length >= HeaderBytes && content.AsSpan(0, 8)
        .SequenceEqual("ML\0MODEL"u8);

    public ModelFileException Fault(string fault) =>
        new(
            $"Entry '{entry}' {fault}: ML.NET writes no such thing. "
                + "Save the model again with ML.NET 1.0 or later, and copy the whole file.");

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>A count of things that take at least so many bytes each.</summary>
    public int Count(int minBytesEach)
    {
        var count = Int();
        return count >= 0 && (long)count * minBytesEach <= end - position
            ? count
            : throw Fault($"announces {count} items, more than it has room for");
    }

    public int[] Ints() => Array<int>();

    public float[] Floats() => Array<float>();

    public double[] Doubles() => Array<double>();

    public double[] Doubles(int count) => Values<double>(count);

    public void Skip(int bytes) => Take(bytes);

    public void SkipArray(int bytesEach) => Skip(Count(bytesEach) * bytesEach);

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
}
