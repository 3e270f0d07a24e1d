using System.Text;

namespace ReapFunctions.Contracts.Cells;

/// <summary>Texts, in one of the formats of Table Schema.</summary>
internal abstract class TextCell : Cell
{
    /// <summary>Formats that a text field may have.</summary>
    public static readonly IReadOnlyList<string> Formats = ["default", "email", "uri", "uuid", "binary"];

    public override bool IsText => true;

    public override Reading Read(ReadOnlySpan<byte> text, CellScratch scratch) =>
        IsRight(text) ? Reading.Text(text) : RejectReason.WrongFormat;

    public override Reading Repair(ReadOnlySpan<byte> text, CellScratch scratch) => RejectReason.WrongFormat;

    public static Cell For(string format) => format switch
    {
        "email" => new Email(),
        "uri" => new Uri(),
        "uuid" => new Uuid(),
        "binary" => new Base64(),
        _ => new Plain(),
    };

    protected abstract bool IsRight(ReadOnlySpan<byte> text);

    private sealed class Plain : TextCell
    {
        public override string Expected => "text";

        protected override bool IsRight(ReadOnlySpan<byte> text) => true;
    }

    private sealed class Email : TextCell
    {
        public override string Expected => "an e-mail address";

        protected override bool IsRight(ReadOnlySpan<byte> text)
        {
            var at = text.LastIndexOf((byte)'@');
            var domain = text[(at + 1)..];
            return at > 0 && domain.Length > 2 && domain.IndexOf((byte)'.') > 0 && domain[^1] != '.'
                && text.IndexOf((byte)' ') < 0;
        }
    }

    private sealed class Uri : TextCell
    {
        public override string Expected => "an address such as https://example.com";

        protected override bool IsRight(ReadOnlySpan<byte> text) =>
            text.IndexOf((byte)':') > 0 && System.Uri.TryCreate(Encoding.UTF8.GetString(text), UriKind.Absolute, out _);
    }

    private sealed class Uuid : TextCell
    {
        public override string Expected => "a UUID";

        protected override bool IsRight(ReadOnlySpan<byte> text) =>
            text.Length == 36 && Guid.TryParse(Encoding.UTF8.GetString(text), out _);
    }

    private sealed class Base64 : TextCell
    {
        public override string Expected => "base64";

        protected override bool IsRight(ReadOnlySpan<byte> text) => System.Buffers.Text.Base64.IsValid(text);
    }
}
