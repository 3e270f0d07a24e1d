using System.Text;
using System.Text.Json;
using ReapFunctions.Contracts;
using ReapFunctions.Extracts.Cleaning;
using ReapFunctions.Extracts.Receipts;
using ReapFunctions.Offers;
using ReapFunctions.Outcomes;
using ReapFunctions.Plausibility;
using ReapFunctions.Prompts;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scoring;
using ReapFunctions.Snapshots;
using ReapFunctions.Storage;
using ReapFunctions.Value;
using ReapFunctions.Value.Buying;

namespace ReapFunctions.Tests.Configuration;

/// <summary>
/// A night of a few customers in memory, by everything that a portfolio configures: cleaned, joined, labelled, valued, put into
/// words, summed, asked for.
/// </summary>
internal sealed class SmallNight
{
    private static readonly RunId Run = new(new DateOnly(2026, 11, 21), 1);
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly IReadOnlyDictionary<string, byte[]> uploads;

    /// <param name="asShipped">Describes the files that come; what becomes of its contracts does not change them.</param>
    public SmallNight(Portfolio asShipped) =>
        uploads = asShipped.Contracts.ToDictionary(source => source.Key, source => RawExtract.Of(source.Value, Run.Date));

    /// <summary>All that is written, as text; null when a contract refuses its file.</summary>
    public async Task<string?> RecordsAsync(Portfolio portfolio)
    {
        var clean = new Dictionary<string, byte[]>();
        foreach (var (source, contract) in portfolio.Contracts)
        {
            if (!uploads.TryGetValue(source, out var upload) || await CleanAsync(upload, contract) is not { } rows)
                return null;
            clean[source] = rows;
        }
        var customers = await JoinAsync(portfolio.Sources, clean);
        var scored = new ScoredSnapshot(Run, customers, Scores(portfolio, customers));
        var text = new StringBuilder();
        foreach (var target in portfolio.Targets.All.Where(target => target.Label.From != LabelSource.History))
            text.AppendJoin(',', LabelsOf(target, portfolio, customers)).Append('\n');
        Decide(portfolio, scored, text);
        return text.ToString();
    }

    /// <summary>Labels from drops are told of a portfolio whose customers stay as they are.</summary>
    private static bool[] LabelsOf(Target target, Portfolio portfolio, Snapshot customers)
    {
        var later = new LaterCustomers(customers, [.. Enumerable.Range(0, customers.Rows)]);
        return target.Label.From == LabelSource.Drops
            ? LabelledRows.OfDrops(target, portfolio.Sources.Snapshot.Roles, customers, later).Labels
            : LabelledRows.Label(customers, target.Label).Labels;
    }

    private static async Task<byte[]?> CleanAsync(byte[] upload, Contract contract)
    {
        var rows = new MemoryStream();
        var output = new ExtractOutput(1, (_, _) => Task.FromResult<Stream>(rows), _ => Task.FromResult(Stream.Null));
        var setup = new CleaningSetup { File = "all.csv", Date = Run.Date };
        var receipt = await ExtractCleaner.CleanAsync(new MemoryStream(upload), contract, output, setup, default);
        return receipt.Status == ReceiptStatus.Refused ? null : rows.ToArray();
    }

    /// <summary>As <see cref="CustomerRows"/> does it from storage.</summary>
    private static async Task<Snapshot> JoinAsync(PortfolioSources sources, Dictionary<string, byte[]> clean)
    {
        var own = sources.Customers is { } source
            ? await SnapshotReader.ReadAsync(new MemoryStream(clean[source.Source]), source, default)
            : null;
        var id = sources.Snapshot.Roles.CustomerId;
        if (own is not null)
            own = own.Select([.. Enumerable.Range(0, own.Rows).DistinctBy(row => own[id].Text(row))]);
        var index = own is null ? new CustomerIndex() : new CustomerIndex(own[id]);
        var joins = new List<DetailJoin>();
        foreach (var detail in sources.Details)
        {
            var join = new DetailJoin(index, detail, Run.Date);
            join.Add(await SnapshotReader.ReadDetailsAsync(new MemoryStream(clean[detail.Source]), detail, default));
            joins.Add(join);
        }
        var columns = own?.Columns ?? [index.ToColumn(id)];
        return new Snapshot([.. columns, .. joins.SelectMany(join => join.Build())], index.Count);
    }

    /// <summary>Scores as of models that look at every feature there is.</summary>
    private static Dictionary<string, TargetScores> Scores(Portfolio portfolio, Snapshot customers)
    {
        var table = new FeatureTable(customers, portfolio.Customers.Roles, Run.Date);
        return portfolio.Targets.All.ToDictionary(target => target.Name, target =>
        {
            var features = table.For(target).Columns.Select(column => column.Name).ToArray();
            return new TargetScores(
                target.Name,
                [.. Enumerable.Range(0, customers.Rows).Select(row => row % 10 / 11f)],
                [.. Enumerable.Range(0, customers.Rows).Select(row => (IReadOnlyList<Contribution>)[
                    .. Enumerable.Range(0, Math.Min(4, features.Length)).Select(i => new Contribution(
                        features[(row * 4 + i) % features.Length], (row + i) % 2 == 0 ? 0.5f : -0.5f))])]);
        });
    }

    private static void Decide(Portfolio portfolio, ScoredSnapshot scored, StringBuilder text)
    {
        var config = portfolio.Decisions;
        var model = new ValueModel(config.Value, config.Roles);
        var fit = config.Value.Lifetime.Model == LifetimeModel.Buying
            ? new BuyingFit(new BgNbd(0.24, 4.41, 0.79, 2.43), new GammaGamma(6.25, 3.74, 15.4))
            : null;
        var unranked = new ValueCutPoints("", [], new Dictionary<string, double>(), fit);
        var part = ValueBasePart.Sum(model.Evaluate(scored, unranked, portfolio.Targets.TakeUps), model);
        var decisions = Decisions.Make(scored, config, ValueCutPoints.From(Run, [part]) with { Buying = fit });
        for (var row = 0; row < decisions.Values.Length; row++)
        {
            Write(CustomerEntity.Of(decisions.Values[row]));
            Write(CustomerEntity.Of(decisions.Risks[row]));
            Write(OfferEntity.Of(decisions.Offers[row]));
            text.Append(RecordJson.Write(Asked(portfolio, decisions.Offers[row]))).Append('\n');
        }
        var card = Scorecard.Merge(
            Run, config.Value.Currency, [ScorecardPart.Sum(decisions, config)], portfolio.Scorecard);
        text.Append(JsonSerializer.Serialize(card, ConfigJson.Options))
            .Append(JsonSerializer.Serialize(RunFigures.Sum(scored, decisions), ConfigJson.Options));

        void Write(Azure.Data.Tables.TableEntity entity)
        {
            var cells = entity.OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={cell.Value}");
            text.AppendJoin('|', cells).Append('\n');
        }
    }

    private static PromptAnswer Asked(Portfolio portfolio, OfferRecord record)
    {
        var offer = record.Offers is [var best, ..] ? best : record.Service;
        var said = new OutcomeRecord
        {
            CustomerId = record.CustomerId,
            OutcomeId = "1",
            At = Now.AddDays(-20),
            Offer = offer.Name,
            Group = offer.Group,
            Reply = (Reply)(record.CustomerId.Length % 4),
            Channel = portfolio.Customers.Roles.Consents.Keys.Order(StringComparer.Ordinal).FirstOrDefault(),
        };
        return new PromptDesk(portfolio.Decisions.Offering).Answer(record, [said], null, Now);
    }
}
