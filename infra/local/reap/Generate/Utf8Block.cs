namespace ReapFunctions.Local.Reap.Generate;

/// <summary>Bytes that grow, and are written out and forgotten a block at a time.</summary>
internal sealed class Utf8Block
{
    private byte[] bytes = new byte[1 << 20];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte value)
    {
        if (Length == bytes.Length)
            Array.Resize(ref bytes, bytes.Length * 2);
        bytes[Length++] = value;
    }

    public void Add(ReadOnlySpan<byte> values)
    {
        while (Length + values.Length > bytes.Length)
            Array.Resize(ref bytes, bytes.Length * 2);
        values.CopyTo(bytes.AsSpan(Length));
        Length += values.Length;
    }
}
