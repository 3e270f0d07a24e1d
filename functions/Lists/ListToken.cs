using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

/// <summary>
/// Where a page begins: the run, so that pages of one list never mix two nights, the byte in its stored list, the rows delivered
/// before, and the list's ETag: an erasure moves the bytes.
/// </summary>
internal sealed record ListToken(RunId Run, long Position, long Delivered, string ETag)
{
    public override string ToString() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Run}/{Position}/{Delivered}/{ETag}")));

    public static ListToken? TryParse(string text)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('/');
            return parts.Length == 4
                && RunId.TryParse(parts[0], out var run)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var delivered)
                ? new ListToken(run, position, delivered, parts[3])
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
