using System.Globalization;
using System.Text;

namespace Azure.Data.Tables;

/// <summary>
/// Reads the answer to a transaction. Its parts are HTTP answers in text: all of them, or when the transaction failed the one of
/// the action that brought it down.
/// </summary>
internal static class TransactionResponse
{
    /// <summary>The answers in the order of the actions.</summary>
    /// <exception cref="TableTransactionFailedException">One of them is an error.</exception>
    public static IReadOnlyList<Response> Read(ReadOnlySpan<byte> body)
    {
        var parts = new List<Response>();
        while (body.IndexOf("HTTP/1.1 "u8) is var start and >= 0)
            parts.Add(ReadPart(body[..start], body[start..], out body));
        var failed = parts.FirstOrDefault(part => part.Status >= 400);
        return failed is null
            ? parts
            : throw new TableTransactionFailedException(new RequestFailedException(failed, null, TableErrors.Parser));
    }

    private static TransactionPart ReadPart(ReadOnlySpan<byte> before, ReadOnlySpan<byte> from, out ReadOnlySpan<byte> rest)
    {
        var end = from.IndexOf(Boundary(before));
        var part = end < 0 ? from : from[..end];
        rest = from[part.Length..];

        var headEnd = part.IndexOf("\r\n\r\n"u8);
        var head = headEnd < 0 ? part : part[..headEnd];
        var statusEnd = head.IndexOf("\r\n"u8);
        var status = Encoding.ASCII.GetString(statusEnd < 0 ? head : head[..statusEnd]).Split(' ', 3);
        return new TransactionPart(
            int.Parse(status[1], CultureInfo.InvariantCulture),
            status.Length > 2 ? status[2] : "",
            statusEnd < 0 ? "" : Encoding.ASCII.GetString(head[(statusEnd + 2)..]),
            headEnd < 0 ? [] : part[(headEnd + 4)..].ToArray());
    }

    // A part ends before the line that began it, such as --changesetresponse_0f…; looking for "--" alone would find it in keys.
    private static ReadOnlySpan<byte> Boundary(ReadOnlySpan<byte> before)
    {
        var line = before[(before.LastIndexOf("--changesetresponse"u8) is var found and >= 0 ? found : 0)..];
        var end = line.IndexOf("\r\n"u8);
        return end <= 0 ? "\r\n--"u8 : line[..end];
    }
}
