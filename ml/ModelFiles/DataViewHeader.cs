namespace ReapFunctions.Ml.ModelFiles;

/// <summary>Writes ML.NET's binary data view with columns and no rows: the form of <c>Schema</c> and <c>TrainSchema</c>.</summary>
internal static class DataViewHeader
{
    private const int HeaderBytes = 256;
    private const ulong Version = 0x0001000100010006;

    /// <param name="columns">Names with their codec: <c>Single</c>, <c>TextSpan</c>, <c>Boolean</c>, or a vector of Single.</param>
    public static byte[] Write(IReadOnlyCollection<(string Name, string Codec, int Dimension)> columns)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var contents = Contents(columns);
        writer.Write("CML\0DVB\0"u8);
        writer.Write(Version);
        writer.Write(Version);
        writer.Write((long)HeaderBytes);
        writer.Write((long)HeaderBytes + contents.Length);
        writer.Write(0L);
        writer.Write(columns.Count);
        writer.Write(new byte[HeaderBytes - (int)stream.Position]);
        writer.Write(contents);
        writer.Write("\0BVD\0LMC"u8);
        return stream.ToArray();
    }

    private static byte[] Contents(IReadOnlyCollection<(string Name, string Codec, int Dimension)> columns)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        foreach (var (name, codec, dimension) in columns)
        {
            writer.Write(name);
            WriteCodec(writer, codec, dimension);
            writer.Write((byte)1);
            writer.Write7BitEncodedInt(1);
            writer.Write(0L);
            writer.Write(0L);
        }
        return stream.ToArray();
    }

    /// <param name="writer">Receives the definition.</param>
    /// <param name="codec">The item type.</param>
    /// <param name="dimension">0 for a single value, else the length of a vector.</param>
    private static void WriteCodec(BinaryWriter writer, string codec, int dimension)
    {
        if (dimension == 0)
        {
            writer.Write(codec);
            writer.Write7BitEncodedInt(0);
            return;
        }
        using var parameters = new MemoryStream();
        using var inner = new BinaryWriter(parameters);
        WriteCodec(inner, codec, 0);
        inner.Write(1);
        inner.Write(dimension);
        writer.Write("VBuffer");
        writer.Write7BitEncodedInt((int)parameters.Length);
        writer.Write(parameters.ToArray());
    }
}
