using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Storage;

namespace ReapFunctions.Enquiries;

/// <summary>The enquiries of a run, in the container <c>lists</c>: <c>{run}/enquiries/all.csv</c>.</summary>
public sealed class EnquiryListStore(BlobServiceClient blobs)
{
    /// <summary>The column of the enquiry's id.</summary>
    internal const string IdColumn = "enquiryId";

    /// <summary>The column of the customer they are or became.</summary>
    internal const string CustomerColumn = "customerId";

    private const string End = "/enquiries/all.csv";
    private const char Between = ' ';

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Lists);

    /// <summary>Whether a blob of the container has enquiries.</summary>
    internal static bool Holds(string name) => name.EndsWith(End, StringComparison.Ordinal);

    public Task WriteAsync(RunId run, IReadOnlyList<EnquiryEntry> entries, CancellationToken cancellationToken) =>
        container.WriteWholeAsync($"{run}{End}", stream => CsvWriter.WriteAllAsync(
            stream,
            [
                IdColumn, CustomerColumn, "won", "channel", "askedOn", "dueOn", "followedUpOn", "rule", "likeness", "lifetime",
                "chance", "contact", "expected", "expectedWhenDue", "channels", "reasons", "person", "namesUnknown",
            ],
            entries,
            static (csv, entry) => csv
                .Text(entry.Id).Text(entry.Customer).Flag(entry.Won).Text(entry.Channel).Date(entry.AskedOn).Date(entry.DueOn)
                .Date(entry.FollowedUpOn).Text(entry.Rule).Number(entry.Likeness ?? double.NaN).Number(entry.Lifetime)
                .Number(entry.Chance).Text(entry.Contact).Number(entry.Expected).Number(entry.ExpectedWhenDue)
                .Text(string.Join(Between, entry.Channels)).Text(RecordJson.Write(entry.Reasons))
                .Number(entry.Person ?? double.NaN).Flag(entry.NamesUnknown).EndRow(),
            cancellationToken), cancellationToken);

    /// <summary>Every enquiry of a run, in the order of ids; none where it read none.</summary>
    public async Task<IReadOnlyList<EnquiryEntry>> ReadAsync(RunId run, CancellationToken cancellationToken)
    {
        await using var stream = await container.OpenIfThereAsync($"{run}{End}", cancellationToken);
        return stream is null ? [] : await CsvRows.ReadAllAsync(stream, Entry, cancellationToken);
    }

    /// <summary>The enquiries that are known to be a customer's, by the lists of all runs that are kept.</summary>
    internal async Task<IReadOnlyCollection<string>> OfCustomerAsync(string customerId, CancellationToken cancellationToken)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, null, cancellationToken))
        {
            if (!Holds(blob.Name))
                continue;
            await using var stream = await container.OpenIfThereAsync(blob.Name, cancellationToken);
            if (stream is not null)
                ids.UnionWith((await CsvRows.ReadAllAsync(stream, Entry, cancellationToken))
                    .Where(entry => entry.Customer == customerId).Select(entry => entry.Id));
        }
        return ids;
    }

    private static EnquiryEntry Entry(CsvRows rows) => new()
    {
        Id = rows.Cell(0),
        Customer = rows.Text(1),
        Won = rows.Flag(2),
        Channel = rows.Cell(3),
        AskedOn = rows.Date(4),
        DueOn = rows.Date(5),
        FollowedUpOn = rows.Text(6) is null ? null : rows.Date(6),
        Rule = rows.Text(7),
        Likeness = rows.Text(8) is null ? null : rows.Number(8),
        Lifetime = rows.Number(9),
        Chance = rows.Number(10),
        Contact = rows.Text(11),
        Expected = rows.Number(12),
        ExpectedWhenDue = rows.Number(13),
        Channels = rows.Cell(14).Split(Between, StringSplitOptions.RemoveEmptyEntries),
        Reasons = RecordJson.Read<string[]>(rows.Cell(15)),
        // Lists of earlier runs end here.
        Person = rows.Cells > 16 && rows.Text(16) is not null ? (int)rows.Number(16) : null,
        NamesUnknown = rows.Cells > 17 && rows.Flag(17),
    };
}
