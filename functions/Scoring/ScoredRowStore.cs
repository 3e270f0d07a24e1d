using System.Globalization;
using Azure.Storage.Blobs;
using ReapFunctions.Contracts;
using ReapFunctions.Csv;
using ReapFunctions.Runs;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Scoring;

/// <summary>
/// Scored buckets: <c>scored/{run}/{bucket}.csv</c>, the customers' clean columns and two more per target:
/// <c>{target}:propensity</c> and <c>{target}:reasons</c>, contributions such as <c>4:0.52 11:-0.3</c> with a column's number
/// (0-based) before each.
/// </summary>
public sealed class ScoredRowStore(BlobServiceClient blobs)
{
    private const string Propensity = ":propensity";
    private const string Reasons = ":reasons";
    private readonly BlobContainerClient container = blobs.GetBlobContainerClient(Containers.Scored);

    public Task WriteAsync(ScoredSnapshot scored, int bucket, CancellationToken cancellationToken) =>
        container.WriteWholeAsync(Name(scored.Run, bucket), async stream =>
        {
            await using var writer = new CsvWriter(stream);
            await WriteAsync(scored, writer, cancellationToken);
        }, cancellationToken);

    public async Task<ScoredSnapshot> ReadAsync(RunId run, int bucket, Contract contract, CancellationToken cancellationToken)
    {
        await using var stream = await container.GetBlobClient(Name(run, bucket))
            .OpenReadAsync(cancellationToken: cancellationToken);
        return await ReadAsync(run, stream, contract, cancellationToken);
    }

    /// <summary>Some columns of the customers of a bucket.</summary>
    internal async Task<Snapshot> ReadSomeAsync(
        RunId run, int bucket, Contract contract, IReadOnlySet<string> names, CancellationToken cancellationToken)
    {
        await using var stream = await container.GetBlobClient(Name(run, bucket))
            .OpenReadAsync(cancellationToken: cancellationToken);
        return await SnapshotReader.ReadSomeAsync(stream, contract, names, cancellationToken);
    }

    internal static async Task WriteAsync(ScoredSnapshot scored, CsvWriter writer, CancellationToken cancellationToken)
    {
        var columns = scored.Customers.Columns;
        var targets = scored.Scores.Values.OrderBy(scores => scores.Target, StringComparer.Ordinal).ToArray();
        var numbers = columns.Select((column, number) => (column.Name, number))
            .ToDictionary(numbered => numbered.Name, numbered => numbered.number, StringComparer.Ordinal);
        writer.Row(
            [.. columns.Select(column => column.Name), .. targets
            .SelectMany(scores => new[] { scores.Target + Propensity, scores.Target + Reasons })]);
        for (var row = 0; row < scored.Customers.Rows; row++)
        {
            foreach (var column in columns)
                WriteCell(column, row, writer);
            foreach (var scores in targets)
                writer.Number(scores.Propensity[row]).Text(InNumbers(scores.Contributions[row], numbers));
            writer.EndRow();
            if (row % 256 == 0)
                await writer.FlushAsync(cancellationToken);
        }
    }

    internal static async Task<ScoredSnapshot> ReadAsync(
        RunId run, Stream stream, Contract contract, CancellationToken cancellationToken)
    {
        var fields = contract.CleanFields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        fields.TryAdd(ListPrices.Column, new Field { Name = ListPrices.Column, Type = FieldType.Number });
        var all = await SnapshotReader.ReadAsync(
            stream, name => fields.GetValueOrDefault(name) ?? ScoreField(name), cancellationToken);
        var own = all.Columns.Where(column => fields.ContainsKey(column.Name)).ToArray();
        var scores = all.Columns
            .Where(column => column.Name.EndsWith(Propensity, StringComparison.Ordinal))
            .Select(column => column.Name[..^Propensity.Length])
            .ToDictionary(target => target, target => Scores(target, all, own), StringComparer.Ordinal);
        return new ScoredSnapshot(run, new Snapshot(own, all.Rows), scores);
    }

    private static Field ScoreField(string name) =>
        new() { Name = name, Type = name.EndsWith(Propensity, StringComparison.Ordinal) ? FieldType.Number : FieldType.String };

    private static void WriteCell(SnapshotColumn column, int row, CsvWriter writer)
    {
        if (column.Kind == ColumnKind.Number)
            writer.Number(column.Number(row));
        else
            writer.Text(column.Value(row));
    }

    private static TargetScores Scores(string target, Snapshot all, SnapshotColumn[] own)
    {
        var reasons = all[target + Reasons];
        return new TargetScores(
            target,
            Array.ConvertAll(all[target + Propensity].Numbers.ToArray(), number => (float)number),
            [.. Enumerable.Range(0, all.Rows).Select(row => InNames(reasons.Text(row), own))]);
    }

    private static string InNumbers(IReadOnlyList<Contribution> reasons, Dictionary<string, int> numbers) =>
        string.Join(' ', reasons.Select(contribution => string.Create(
            CultureInfo.InvariantCulture, $"{numbers[contribution.Feature]}:{contribution.LogOdds}")));

    private static Contribution[] InNames(string? text, SnapshotColumn[] own) =>
        text is null or ""
            ? []
            : Array.ConvertAll(text.Split(' '), word =>
            {
                var colon = word.IndexOf(':', StringComparison.Ordinal);
                return new Contribution(
                    own[int.Parse(word.AsSpan(0, colon), CultureInfo.InvariantCulture)].Name,
                    float.Parse(word.AsSpan(colon + 1), CultureInfo.InvariantCulture));
            });

    private static string Name(RunId run, int bucket) => $"{run}/{bucket:D3}.csv";
}
