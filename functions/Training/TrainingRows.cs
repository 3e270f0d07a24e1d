using Azure;
using ReapFunctions.Contracts;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;

namespace ReapFunctions.Training;

/// <summary>The drops that models learn from.</summary>
public sealed class TrainingRows(
    PortfolioSources sources, DropStore drops, RunInputStore inputs, CustomerRows rows, OutcomeStore outcomes,
    ReapSettings settings)
{
    /// <summary>A drop to learn from, its customers read.</summary>
    public async Task<TrainingDrop> OfDropAsync(
        DateOnly date, IReadOnlyList<DropExtract> extracts, CancellationToken cancellationToken) =>
        new(this, date, extracts, await ReadAsync(date, extracts, date, cancellationToken));

    /// <param name="asOf">The date as of which they are known: the drop's, or an earlier one.</param>
    public async Task<Snapshot> ReadAsync(
        DateOnly date, IReadOnlyList<DropExtract> extracts, DateOnly asOf, CancellationToken cancellationToken) =>
        await rows.ReadAllAsync(
            await inputs.FindAsync(date, extracts, asOf, cancellationToken), settings.TrainingRows, asOf, cancellationToken);

    /// <summary>The drop with customers that came nearest to so many days before another, a tenth of them more or less.</summary>
    /// <returns>Null when there is none, or its clean rows are not kept any more.</returns>
    public async Task<TrainingDrop?> EarlierAsync(DateOnly date, int days, CancellationToken cancellationToken)
    {
        var (wanted, slack) = (date.AddDays(-days), days / 10);
        var found = await drops.BetweenAsync(wanted.AddDays(-slack), wanted.AddDays(slack), cancellationToken);
        var nearest = found.GroupBy(extract => extract.Date)
            .Where(drop => drop.Key < date && drop.Any(extract => extract.Source == sources.Snapshot.Source))
            .MinBy(drop => Math.Abs(drop.Key.DayNumber - wanted.DayNumber));
        try
        {
            return nearest is null ? null : await OfDropAsync(nearest.Key, [.. nearest], cancellationToken);
        }
        catch (RequestFailedException gone) when (gone.Status == 404)
        {
            return null;
        }
    }

    /// <summary>What became of customers by a later drop.</summary>
    internal async Task<LaterCustomers> LaterAsync(
        TrainingDrop later, Snapshot customers, CancellationToken cancellationToken) =>
        await rows.ReadLaterDropAsync(
            await inputs.FindAsync(later.Date, later.Extracts, later.Date, cancellationToken), customers, cancellationToken);

    /// <summary>
    /// A drop's customers as they were on an earlier day, and by customer whether rows of a detail source came in the days after.
    /// </summary>
    /// <param name="label">From history.</param>
    internal async Task<(Snapshot Customers, bool[] Came)> WithHistoryAsync(
        TrainingDrop drop, TargetLabel label, DateOnly asOf, CancellationToken cancellationToken)
    {
        var input = await inputs.FindAsync(drop.Date, drop.Extracts, asOf, cancellationToken);
        var customers = await rows.ReadAllAsync(input, settings.TrainingRows, asOf, cancellationToken);
        return (customers, await rows.ReadLaterAsync(
            input, customers, label.Source!, label.Days!.Value, label.Where, asOf, cancellationToken));
    }

    /// <summary>Whom somebody has asked since a day.</summary>
    internal async Task<AskedCustomers> AskedSinceAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var since = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        return new((await outcomes.SinceAsync(since, cancellationToken)).Values.SelectMany(history => history));
    }

    /// <summary>From how many rows is learned at most.</summary>
    internal int Most => settings.TrainingRows;

    /// <summary>The roles of the customers' columns.</summary>
    internal Roles Roles => sources.Snapshot.Roles;
}
