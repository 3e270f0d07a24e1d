using System.Runtime.CompilerServices;
using System.Text;

namespace ReapFunctions.Lists;

/// <summary>
/// Reads a stored list entry by entry and says at which byte each begins, so that a later request can go on from there.
/// </summary>
internal static class ListReader
{
    /// <param name="position">The byte that <paramref name="stream"/> starts at: 0, which has the header, or the start of an entry.</param>
    public static async IAsyncEnumerable<(ListEntry Entry, long Position)> ReadAsync(
        Stream stream, long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var records = new CsvRecords(stream);
        var at = position;
        while (await records.NextAsync(cancellationToken) is { } record)
        {
            var began = at;
            at += record.Length + 1;
            if (began > 0 && record.Length > 0)
                yield return (ListCsv.Parse(Encoding.UTF8.GetString(record.Span)), began);
        }
    }
}
