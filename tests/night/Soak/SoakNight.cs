using System.Text;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Night.Tests.Reads;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;

namespace ReapFunctions.Night.Tests.Soak;

/// <summary>
/// One night of many, by seed: files in any order, late, twice, missing, corrected; replies, erasures, going back and forth.
/// </summary>
internal sealed class SoakNight(Flow flow, SyntheticTelco telco, int night)
{
    private const string Customers = "customers";
    private const int Replies = 20;

    private static readonly string[] Sources = [Customers, .. DetailShape.All.Select(shape => shape.Source)];
    private readonly Random random = new(night);
    private readonly Caller caller = new(flow);

    /// <summary>What was done out of the ordinary, in words.</summary>
    public List<string> Events { get; } = [];

    public RunId Run { get; private set; } = new(telco.DateOf(night), 1);

    /// <summary>Whom the night erased; null in most nights.</summary>
    public string? Erased { get; private set; }

    public async Task PlayAsync()
    {
        await DeliverAsync();
        if (IsCorrected(night))
            await CorrectAsync();
        await PublishAsync();
        // The first bytes of a corrected file would correct it once more.
        if (night % 3 == 0 && night > 0 && !IsCorrected(night - 1))
            await TwiceAsync();
        await ReplyAsync();
        if (night % 5 == 3)
            await GoBackAsync();
        await flow.New<DropOldRuns>().RunAsync(new TimerInfo(), default);
    }

    private static bool IsCorrected(int night) => night % 4 == 1;

    /// <summary>The night's files: a detail source may be missing, one may come while the buckets are scored.</summary>
    private async Task DeliverAsync()
    {
        var details = Sources[1..];
        random.Shuffle(details);
        var late = night % 2 == 1 ? details[0] : null;
        var missing = night > 0 && night % 6 == 4 ? details[1] : null;
        var opening = new List<SentMessage>();
        foreach (var source in details.Append(Customers).Where(source => source != late && source != missing))
            opening.AddRange(await CleanAsync(source));
        if (missing is not null)
            Events.Add($"{missing} missing");
        if (night == 0 || (late is null && night % 5 != 2))
        {
            await flow.PlayAsync(opening);
            return;
        }
        var buckets = new List<SentMessage>();
        foreach (var message in opening)
            buckets.AddRange(await flow.RunAsync(message));
        var beside = new List<SentMessage>(await flow.RunAsync(buckets[0]));
        if (night % 5 == 2)
            await EraseAsync();
        if (late is not null)
        {
            Events.Add($"{late} late");
            beside.AddRange(await CleanAsync(late));
        }
        await flow.PlayAsync([.. beside, .. buckets.Skip(1)]);
    }

    /// <summary>A corrected extract: some customers have left it.</summary>
    private async Task CorrectAsync()
    {
        Events.Add("corrected");
        var lines = Encoding.UTF8.GetString(await FileAsync(Customers)).Split('\n');
        var text = string.Join('\n', lines.Where((_, line) => line < 10 || line % 50 != 7));
        await flow.PlayAsync(await flow.CleanAsync(NameOf(Customers, night), Encoding.UTF8.GetBytes(text)));
        Run = Run with { Number = 2 };
    }

    /// <summary>Publishes the run where it is held, and leaves it where it is published.</summary>
    private async Task PublishAsync()
    {
        var state = await flow.Get<RunStore>().GetAsync(Run, default);
        if (state.Phase != RunPhase.Held)
            return;
        Events.Add($"held: {string.Join(", ", state.Doubts.Select(doubt => doubt.Kind))}");
        Assert.Equal(200, (await caller.PublishAsync(Run)).Status);
    }

    /// <summary>Old files come again, the same bytes under the same name.</summary>
    private async Task TwiceAsync()
    {
        Events.Add("twice");
        foreach (var source in Sources)
            await flow.PlayAsync(await CleanAsync(source, night - 1));
    }

    private async Task ReplyAsync()
    {
        var outcomes = flow.Get<OutcomeStore>();
        foreach (var id in await ListedAsync(Replies))
            await outcomes.AddAsync(
                new OutcomeRecord
                {
                    CustomerId = id,
                    OutcomeId = $"{Run}",
                    At = flow.Get<TimeProvider>().GetUtcNow(),
                    Offer = "tv",
                    Group = "tv",
                    Reply = random.Next(2) == 0 ? Reply.Declined : Reply.NoAnswer,
                    Run = $"{Run}",
                },
                default);
    }

    private async Task EraseAsync()
    {
        Erased = (await ListedAsync(5))[^1];
        Events.Add("erased beside");
        Assert.InRange(await flow.EraseAsync(Erased), 200, 202);
    }

    private async Task GoBackAsync()
    {
        Events.Add("back and forth");
        var before = await flow.Get<RunStore>().BeforeAsync(Run, default);
        Assert.Equal(200, (await caller.PublishAsync(before!.Value)).Status);
        Assert.Equal(200, (await caller.PublishAsync(Run)).Status);
    }

    /// <summary>The scorecards of this night and the one before close to the cent.</summary>
    public async Task AssertClosesAsync()
    {
        if (await flow.Get<RunStore>().BeforeAsync(Run, default) is not { } earlier)
            return;
        var scorecards = flow.Get<ScorecardStore>();
        var (before, now) = ((await scorecards.ReadAsync(earlier, default))!, (await scorecards.ReadAsync(Run, default))!);
        var flows = (await scorecards.CompareAsync(before, now, default)).Migrations;
        Assert.Equal(now.Total.Sums.Value - before.Total.Sums.Value, flows.Sum(each => each.Change));
        var then = flows.Where(each => each.From is not ("new" or "rejected"));
        Assert.Equal(before.Total.Sums.Active, then.Sum(each => each.Customers));
    }

    private async Task<string[]> ListedAsync(int count)
    {
        var page = JsonDocument.Parse((await caller.ListAsync("churn", pageSize: count)).Body).RootElement;
        return [.. page.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("customerId").GetString()!)];
    }

    private Task<IReadOnlyList<SentMessage>> CleanAsync(string source) => CleanAsync(source, night);

    private async Task<IReadOnlyList<SentMessage>> CleanAsync(string source, int of) =>
        await FileAsync(source, of) is { Length: > 0 } file
            ? await flow.TryCleanAsync(NameOf(source, of), file)
            : [];

    private Task<byte[]> FileAsync(string source) => FileAsync(source, night);

    private async Task<byte[]> FileAsync(string source, int of)
    {
        using var bytes = new MemoryStream();
        if (DetailShape.All.FirstOrDefault(shape => shape.Source == source) is not { } detail)
            await telco.WriteExtractAsync(of, bytes);
        else if ((await telco.WriteDetailsAsync(detail, of, bytes)).Lines == 0)
            return [];
        return bytes.ToArray();
    }

    private string NameOf(string source, int of) => $"{source}/{telco.DateOf(of):yyyy-MM-dd}/{source}.csv";
}
