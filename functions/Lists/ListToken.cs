using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ReapFunctions.Runs;

namespace ReapFunctions.Lists;

/// <summary>
/// Where a page begins: the run, so that pages of one list never mix two nights, the byte in its stored list, and the rows
/// delivered before.
/// </summary>
internal sealed record ListToken(RunId Run, long Position, long Delivered)
{
    public override string ToString() => Base64Url.EncodeToString(
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Run}/{Position}/{Delivered}")));

    public static ListToken? TryParse(string text)
    {
        try
        {
            var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('/');
            return parts.Length == 3
                && RunId.TryParse(parts[0], out var run)
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var delivered)
                ? new ListToken(run, position, delivered)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
