using System.Text;

namespace ReapFunctions.Ml.ModelFiles;

/// <summary>
/// Writes one component's stream:
/// <code>
///   header (256 bytes) | model block | string table (end offsets) | characters (UTF-16) | assembly name | tail
/// </code>
/// Texts are pooled and stand in the block as indices, in order of first use.
/// </summary>
internal sealed class ComponentWriter : IDisposable
{
    private const int HeaderBytes = 256;

    private readonly Component component;
    private readonly MemoryStream block = new();
    private readonly List<string> texts = [];

    public ComponentWriter(Component component)
    {
        this.component = component;
        Block = new BinaryWriter(block);
    }

    /// <summary>The model block.</summary>
    public BinaryWriter Block { get; }

    /// <summary>Writes a text as its index; null as -1.</summary>
    public void Text(string? text)
    {
        var index = text is null ? -1 : texts.IndexOf(text);
        if (text is not null && index < 0)
        {
            index = texts.Count;
            texts.Add(text);
        }
        Block.Write(index);
    }

    public void Array<T>(ReadOnlySpan<T> values, Action<T> write)
    {
        Block.Write(values.Length);
        foreach (var value in values)
            write(value);
    }

    public byte[] ToArray()
    {
        Block.Flush();
        var characters = Encoding.Unicode.GetBytes(string.Concat(texts));
        var assembly = Encoding.Unicode.GetBytes(
            $"{component.Assembly}, Version=1.0.0.0, Culture=neutral, PublicKeyToken=cc7b13ffcd2ddd51");
        var (hasTexts, tableBytes) = (texts.Count > 0, texts.Count * 8L);
        var tableAt = HeaderBytes + block.Length;
        var charactersAt = tableAt + tableBytes;
        var assemblyAt = charactersAt + characters.Length;
        var tailAt = assemblyAt + assembly.Length;

        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("ML\0MODEL"u8);
        writer.Write(0x00010002u);
        writer.Write(0x00010002u);
        writer.Write((long)HeaderBytes);
        writer.Write(block.Length);
        writer.Write(hasTexts ? tableAt : 0);
        writer.Write(tableBytes);
        writer.Write(hasTexts ? charactersAt : 0);
        writer.Write((long)characters.Length);
        writer.Write(Encoding.ASCII.GetBytes(component.Signature.Replace(' ', '\0')));
        writer.Write(component.Version);
        writer.Write(component.Version);
        writer.Write(Encoding.ASCII.GetBytes(component.Loader.PadRight(24, '\0')));
        writer.Write(new byte[24]);
        writer.Write(tailAt);
        writer.Write(tailAt + 8);
        writer.Write(assemblyAt);
        writer.Write((uint)assembly.Length);
        writer.Write(new byte[HeaderBytes - (int)stream.Position]);
        block.WriteTo(stream);
        long end = 0;
        foreach (var text in texts)
            writer.Write(end += text.Length * 2);
        writer.Write(characters);
        writer.Write(assembly);
        writer.Write("LEDOM\0LM"u8);
        return stream.ToArray();
    }

    public void Dispose()
    {
        Block.Dispose();
        block.Dispose();
    }
}

/// <summary>The identity of an ML.NET component: what its stream's header says.</summary>
/// <param name="Signature">Eight characters, spaces included.</param>
/// <param name="Version">Version that this library writes, and the oldest version of a reader that understands it.</param>
/// <param name="Loader">The class that ML.NET creates.</param>
/// <param name="Assembly">The assembly that holds it.</param>
internal sealed record Component(string Signature, uint Version, string Loader, string Assembly = "Microsoft.ML.Data");
