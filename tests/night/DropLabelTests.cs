using ReapFunctions.Contracts;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Ml.Training;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Calibration;
using ReapFunctions.Scorecards.Effects;
using ReapFunctions.Scoring;
using ReapFunctions.Storage;
using ReapFunctions.Training;
using ReapFunctions.Value;

namespace ReapFunctions.Night.Tests;

/// <summary>Models that learn from what became of the customers of an earlier drop.</summary>
public sealed class DropLabelTests : FlowTest
{
    private const int Days = 90;
    private const int Asked = 200;

    private static readonly SyntheticTelco Telco = new(
        new TelcoOptions { Customers = 2000, FirstDrop = new DateOnly(2026, 5, 1) });

    [Fact]
    public async Task ADropWithoutAnEarlierOneRunsWithoutModelsAndTheFirstThatHasOneTrainsThem()
    {
        await account.Blobs.GetBlobContainerClient(Containers.Config).DeleteBlobAsync(TargetOptions.File);

        await NightAsync(0);
        var first = await flow.Get<RunStore>().GetAsync(Run(0), default);
        Assert.Equal(RunPhase.Published, first.Phase);
        Assert.Empty(first.Models);
        Assert.Contains("no drop of about 2026-01-31", first.WithoutChampion["churn"], StringComparison.Ordinal);

        await NightAsync(1);
        Assert.Empty((await flow.Get<RunStore>().GetAsync(Run(1), default)).Models);

        await NightAsync(Days);
        var trained = await flow.Get<RunStore>().GetAsync(Run(Days), default);
        Assert.Equal(RunPhase.Published, trained.Phase);
        var card = await CardAsync(Assert.Contains("churn", trained.Models));
        Assert.Equal((Telco.DateOf(0), Telco.DateOf(Days)), (card.AsOf, card.Until));
        Assert.Null(card.OutOfTime);
        // Of the rows that were rejected those are learned from of whom nobody can tell whom they are about.
        Assert.InRange(card.Positives, Left(0) - 20, Left(0) + 8);
        var points = (await flow.Get<BasePeriodStore>().FindAsync(default))!;
        Assert.NotEmpty(points.Chances);
        await NoRunOpensBeforeThePointsAreMadeByTheModelsAsync(points);
        // Nobody of this telco gives a product up.
        Assert.Equal(flow.Get<PortfolioSources>().Snapshot.Roles.Holdings.Keys.Order(), points.GivenUp.Keys.Order());
        Assert.All(points.GivenUp.Values, hazard => Assert.Equal(0, hazard, 3));
        // Terms are renewed, at the price they had.
        Assert.Equal(0, points.TermEndRise!.Value, 0.01);
        // Nearly all hold a mobile plan, of which too few are without it to compare.
        Assert.Equal(["broadband", "roaming", "security", "tv"], points.Leaving.Keys.Order());
        Assert.All(points.Leaving.Values, times => Assert.InRange(times, 0.4, 1.6));

        var called = await CallAsync(Asked);
        await NightAsync(2 * Days);
        await WhatCallsDidIsLearnedOnceAsync(called);
        await WhatWasPredictedIsHeldAgainstWhatCameAsync();
        var (card2, until) = (await TrainAgainAsync(), Telco.DateOf(Days));
        // What became of the first customers teaches still, and who is in both is never learned from and judged by.
        Assert.Equal((1, 2), (card.Windows, card2.Windows));
        Assert.InRange(card2.Rows, 1.7 * card.Rows, 2.1 * card.Rows);
        // What who was asked to stay has done, nobody does unasked. But for whose row was rejected.
        Assert.Equal(0, card.Asked);
        Assert.InRange(card2.Asked, 0.9 * Asked, Asked);
        Assert.Contains($"{card2.Asked:N0} rows of customers whom somebody had asked", card2.ToText(), StringComparison.Ordinal);
        Assert.InRange(card2.HoldOut.Rows, 0.18 * card.Rows, 0.22 * card.Rows);
        Assert.Contains(", and as long before", card2.ToText(), StringComparison.Ordinal);
        Assert.Equal(until, card2.OutOfTime?.LearnedUntil);
        Assert.InRange(card2.OutOfTime!.Metrics.Auc, 0.6, 1);
        Assert.Contains($"learned until {until:yyyy-MM-dd}", card2.ToText(), StringComparison.Ordinal);
        await NothingIsLearnedFromRowsThatAreGoneAsync(until);
    }

    /// <summary>The last model may be there a while before the cut points that are made with it.</summary>
    private async Task NoRunOpensBeforeThePointsAreMadeByTheModelsAsync(ValueCutPoints points)
    {
        var blob = account.Blobs.GetBlobContainerClient(Containers.Scorecards).GetBlobClient("cut-points.json");
        var made = await blob.DownloadContentAsync();
        await account.Blobs.GetBlobContainerClient(Containers.Scorecards).WriteJsonAsync(
            "cut-points.json", points with { Chances = new Dictionary<string, double>() }, default);
        Assert.Equal(["the base period"], (await flow.Get<RunOpening>().TrainedAsync(Telco.DateOf(Days), default)).Missing);
        Assert.False(await flow.Get<PortfolioTraining>().IsCompleteAsync(Telco.DateOf(Days), default));
        await blob.UploadAsync(made.Value.Content, overwrite: true);
        Assert.Empty((await flow.Get<RunOpening>().TrainedAsync(Telco.DateOf(Days), default)).Missing);
    }

    /// <summary>Tells the offers of the night to customers: half on the phone, the others have come by themselves.</summary>
    /// <returns>Those on the phone.</returns>
    private async Task<string[]> CallAsync(int customers)
    {
        string[] ids = [.. Telco.CustomersOf(Days).Where(customer => !customer.Left).Take(customers)
            .Select(customer => Telco.IdOf(customer.Number))];
        foreach (var (place, id) in ids.Index())
            await flow.Get<OutcomeStore>().AddAsync(
                new OutcomeRecord
                {
                    CustomerId = id,
                    OutcomeId = "1",
                    At = TimeProvider.System.GetUtcNow(),
                    Offer = "planCheck",
                    Group = "planCheck",
                    Reply = Reply.Declined,
                    Channel = place % 2 == 0 ? "call" : Roles.Inbound,
                    Run = $"{Run(Days)}",
                },
                default);
        return [.. ids.Where((_, place) => place % 2 == 0)];
    }

    private async Task WhatCallsDidIsLearnedOnceAsync(string[] called)
    {
        // It is known to the run that opens when the days have passed, not before.
        Assert.Empty((await flow.Get<RunStore>().GetAsync(Run(2 * Days), default)).ContactEffects);
        await NightAsync(2 * Days + 1);
        var effects = (await flow.Get<RunStore>().GetAsync(Run(2 * Days + 1), default)).ContactEffects;
        Assert.All(effects, effect => Assert.Equal(ContactAim.Keeping, effect.About));
        // But for whose row was rejected.
        Assert.InRange(effects.Sum(effect => effect.Contacted), 0.9 * called.Length, called.Length);
        var left = ThereAt(Days).Except(ThereAt(2 * Days)).Select(Telco.IdOf).Intersect(called).Count();
        Assert.InRange(effects.Sum(effect => effect.Left), left - 4, left);
        Assert.Equal(effects, await flow.Get<EffectOpening>().FindAsync(Run(2 * Days + 1), [], default));
        var card = await flow.Get<ScorecardStore>().ReadAsync(Run(2 * Days + 1), default);
        Assert.Equal(effects, card!.ContactEffects);
    }

    private async Task WhatWasPredictedIsHeldAgainstWhatCameAsync()
    {
        var calibrations = await flow.Get<CalibrationStore>().OfAsync(Run(2 * Days), default);
        var churn = calibrations.Single(calibration => calibration.Target == "churn");
        Assert.Equal($"{Run(Days)}", churn.Since);
        var there = ThereAt(Days).Count();
        Assert.InRange(churn.Customers, 0.9 * there, there);
        // Rows that were rejected are of nobody who has left.
        Assert.Equal((double)Left(Days) / there, churn.Groups[0].Observed.Estimate, 0.012);
        Assert.True(churn.Error < 0.1, $"{churn.Error}");
    }

    private async Task NothingIsLearnedFromRowsThatAreGoneAsync(DateOnly date)
    {
        var clean = account.Blobs.GetBlobContainerClient(Containers.Clean);
        await foreach (var blob in clean.GetBlobsAsync(
            Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None,
            $"customers/{date:yyyy-MM-dd}/", default))
            await clean.DeleteBlobAsync(blob.Name);

        await TrainAgainAsync();

        var champion = await flow.Get<ChampionStore>().FindAsync("churn", default);
        Assert.NotNull(champion?.Version);
        Assert.Contains("not kept any more", champion.LastChallenge?.Reason, StringComparison.Ordinal);
    }

    /// <summary>Customers of a drop who are none any more after <see cref="Days"/> days.</summary>
    private static int Left(int drop) => ThereAt(drop).Except(ThereAt(drop + Days)).Count();

    private static IEnumerable<long> ThereAt(int drop) =>
        Telco.CustomersOf(drop).Where(customer => !customer.Left).Select(customer => customer.Number);

    private static RunId Run(int drop) => new(Telco.DateOf(drop), 1);

    private async Task NightAsync(int drop)
    {
        using var bytes = new MemoryStream();
        await Telco.WriteExtractAsync(drop, bytes);
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(Telco.DateOf(drop)), bytes.ToArray()));
    }

    private async Task<ModelCard> TrainAgainAsync()
    {
        var drop = await flow.Get<DropStore>().OfDateAsync(Telco.DateOf(2 * Days), default);
        await flow.Get<PortfolioTraining>().TrainAsync(Telco.DateOf(2 * Days), drop, ["churn"], settings: null, default);
        var versions = new List<string>();
        await foreach (var blob in account.Blobs.GetBlobContainerClient(Containers.Models).GetBlobsAsync(
            Azure.Storage.Blobs.Models.BlobTraits.None, Azure.Storage.Blobs.Models.BlobStates.None, "churn/", default))
            versions.Add(blob.Name.Split('/')[1]);
        return await CardAsync(versions.Where(version => version.StartsWith("202610", StringComparison.Ordinal)).Max()!);
    }

    private Task<ModelCard> CardAsync(string version) => flow.Get<ModelStore>().CardAsync("churn", version, default);
}
