using System.Runtime.CompilerServices;
using ReapFunctions.Csv;
using ReapFunctions.Storage;
using ReapFunctions.Value;

namespace ReapFunctions.Lists.Accounts;

/// <summary>Customers of teams as CSV.</summary>
internal static class AccountCsv
{
    public static readonly string[] Header =
    [
        ListCsv.CustomerId, "team", "valueBand", "segment", "value", "valueAtRisk", "riskBand", "recovery", "followUpOn",
        "asleepSince", "control",
    ];

    public static void Write(CsvWriter csv, AccountEntry entry) => csv
        .Text(entry.CustomerId).Text(entry.Team).Text(EnumName.Of(entry.ValueBand)).Text(entry.Segment)
        .Number(entry.Value).Number(entry.ValueAtRisk).Text(entry.RiskBand).Text(entry.Recovery)
        .Date(entry.FollowUpOn).Date(entry.AsleepSince).Flag(entry.Control).EndRow();

    /// <summary>The entries of a list, one at a time: who stops reads no further.</summary>
    public static async IAsyncEnumerable<AccountEntry> ReadAsync(
        Stream stream, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var rows = await CsvRows.OpenAsync(stream, cancellationToken);
        await rows.NextAsync(cancellationToken);
        while (await rows.NextAsync(cancellationToken))
            yield return Entry(rows);
    }

    /// <summary>The entries of ranked lists, ranked.</summary>
    public static async IAsyncEnumerable<AccountEntry> RankedAsync(
        IReadOnlyList<Stream> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var heads = new PriorityQueue<IAsyncEnumerator<AccountEntry>, AccountEntry>(AccountEntry.Ranking);
        foreach (var part in parts)
            await NextAsync(ReadAsync(part, cancellationToken).GetAsyncEnumerator(cancellationToken), heads);
        while (heads.TryDequeue(out var head, out var entry))
        {
            yield return entry;
            await NextAsync(head, heads);
        }
    }

    private static async ValueTask NextAsync(
        IAsyncEnumerator<AccountEntry> part, PriorityQueue<IAsyncEnumerator<AccountEntry>, AccountEntry> heads)
    {
        if (await part.MoveNextAsync())
            heads.Enqueue(part, part.Current);
        else
            await part.DisposeAsync();
    }

    private static AccountEntry Entry(CsvRows rows) => new(
        rows.Cell(0), rows.Cell(1), EnumName.Values<ValueBand>()[rows.Cell(2)], rows.Text(3), rows.Number(4), rows.Number(5),
        rows.Text(6), rows.Text(7), Day(rows, 8), Day(rows, 9), rows.Flag(10));

    private static DateOnly? Day(CsvRows rows, int place) => rows.Text(place) is null ? null : rows.Date(place);
}
