using System.Buffers.Binary;

namespace ReapFunctions.Csv.Packed;

/// <summary>
/// Whether the description at the end of a Parquet file is whole, by the Thrift compact protocol: each field of a known type,
/// each text and list no longer than the bytes that are left. Of one that is not, the package that reads
/// Parquet may never come back.
/// </summary>
internal ref struct ParquetFooter
{
    private const int MaxDepth = 32;
    private const int MaxLength = 64 * 1024 * 1024;
    private const int TailLength = 8;

    private ReadOnlySpan<byte> left;

    /// <summary>Reads the footer of a file and leaves the file where it was.</summary>
    /// <exception cref="InvalidDataException">It is not whole.</exception>
    public static async Task CheckAsync(Stream file, CancellationToken cancellationToken)
    {
        var (start, tail) = (file.Position, new byte[TailLength]);
        var room = file.Length - start - TailLength - 4;
        if (room < 0)
            throw Damaged();
        file.Position = file.Length - TailLength;
        await file.ReadExactlyAsync(tail, cancellationToken);
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        if (!tail.AsSpan(4).SequenceEqual("PAR1"u8) || length <= 0 || length > Math.Min(room, MaxLength))
            throw Damaged();
        var footer = new byte[length];
        file.Position = file.Length - TailLength - length;
        await file.ReadExactlyAsync(footer, cancellationToken);
        file.Position = start;
        if (!new ParquetFooter { left = footer }.TryStruct(0))
            throw Damaged();
    }

    private static InvalidDataException Damaged() => new("The footer of the Parquet file is damaged.");

    private bool TryStruct(int depth)
    {
        while (depth < MaxDepth && TryByte(out var head))
        {
            if (head == 0)
                return true;
            var type = head & 0x0F;
            if ((head >> 4 == 0 && !TryVarint(out _)) || (type > 2 && !TryValue(type, depth)) || type == 0)
                return false;
        }
        return false;
    }

    private bool TryValue(int type, int depth) => type switch
    {
        1 or 2 or 3 => TrySkip(1),
        4 or 5 or 6 => TryVarint(out _),
        7 => TrySkip(8),
        8 => TryVarint(out var length) && TrySkip(length),
        9 or 10 => TryList(depth + 1),
        11 => TryMap(depth + 1),
        12 => TryStruct(depth + 1),
        _ => false,
    };

    private bool TryList(int depth)
    {
        if (depth >= MaxDepth || !TryByte(out var head))
            return false;
        var count = (ulong)(head >> 4);
        // An element has one byte at least.
        if ((count == 15 && !TryVarint(out count)) || count > (ulong)left.Length)
            return false;
        for (; count > 0; count--)
        {
            if (!TryValue(head & 0x0F, depth))
                return false;
        }
        return true;
    }

    private bool TryMap(int depth)
    {
        if (depth >= MaxDepth || !TryVarint(out var count))
            return false;
        if (count == 0)
            return true;
        if (!TryByte(out var types) || count > (ulong)left.Length)
            return false;
        for (; count > 0; count--)
        {
            if (!TryValue(types >> 4, depth) || !TryValue(types & 0x0F, depth))
                return false;
        }
        return true;
    }

    private bool TryByte(out byte value)
    {
        value = left.IsEmpty ? (byte)0 : left[0];
        return TrySkip(1);
    }

    private bool TrySkip(ulong bytes)
    {
        if (bytes > (ulong)left.Length)
            return false;
        left = left[(int)bytes..];
        return true;
    }

    private bool TryVarint(out ulong value)
    {
        value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (!TryByte(out var part))
                return false;
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return true;
        }
        return false;
    }
}
