using System.Runtime.CompilerServices;
using System.Text;
using ReapFunctions.Csv;

namespace ReapFunctions.Lists;

/// <summary>
/// Reads a stored list entry by entry and says at which byte each begins, so that a later request can go on from there.
/// </summary>
internal static class ListReader
{
    /// <param name="position">The byte that <paramref name="stream"/> starts at: 0, which has the header, or the start of an
    /// entry.</param>
    /// <exception cref="InvalidDataException">The stream starts at 0, and not with the header: even a list of nobody has
    /// one.</exception>
    public static async IAsyncEnumerable<(ListEntry Entry, long Position)> ReadAsync(
        Stream stream, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new CsvRecords(stream);
        var at = position;
        if (position == 0)
            at += await HeaderAsync(records, cancellationToken);
        while (await records.NextAsync(cancellationToken) is { } record)
        {
            var began = at;
            at += record.Length + 1;
            if (record.Length > 0)
                yield return (ListCsv.Parse(Encoding.UTF8.GetString(record.Span)), began);
        }
    }

    /// <returns>Bytes of the header with its line feed.</returns>
    private static async Task<int> HeaderAsync(CsvRecords records, CancellationToken cancellationToken) =>
        await records.NextAsync(cancellationToken) is { } header && Encoding.UTF8.GetString(header.Span) == ListCsv.StoredHeader
            ? header.Length + 1
            : throw new InvalidDataException(
                "This is not a stored list: it does not begin with the header of one. Upload the extract again to open a new "
                + "run.");
}
