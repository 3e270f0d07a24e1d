using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Offers;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using ReapFunctions.Scorecards.Plans;

namespace ReapFunctions.Night.Tests;

/// <summary>Nights before and after New Year, when the portfolio draws another control group.</summary>
public sealed class ControlDrawTests : FlowTest
{
    private static readonly DateOnly First = new(2025, 12, 28);

    private static readonly SyntheticTelco Telco = new(new TelcoOptions { Labelled = true, Customers = 800, FirstDrop = First });

    [Fact]
    public async Task WhatComesAfterAnotherControlGroupIsDrawnProvesNothingOfTheOneBefore()
    {
        foreach (var day in (int[])[0, 2, 5])
            await PlayAsync(day);
        await flow.Get<PlanStore>().KeepAsync(
            new KeptPlan("year-end", Run(0), DateTimeOffset.UnixEpoch, null, BudgetPlan.Allot([], 0), 90), default);

        var (within, across, anew) = (await ScorecardAsync(2, 0), await ScorecardAsync(5, 0), await ScorecardAsync(5, 2));
        var plan = Assert.Single(await flow.Get<PlanStore>().ResultsAsync(RunId.Parse(Run(5)), First, default));

        Assert.Equal(Run(2), across.GetProperty("proofUntil").GetString());
        Assert.Equal($"{within.GetProperty("proof")}", $"{across.GetProperty("proof")}");
        Assert.Equal(Run(5), across.GetProperty("movement").GetProperty("to").GetString());
        Assert.False(anew.TryGetProperty("proof", out _));
        Assert.Equal(Run(2), plan.Until);
        var ratio = within.GetProperty("proof")[0].GetProperty("sampleRatio");
        Assert.Equal(flow.Get<DecisionOptions>().Offering.Control.Share, ratio.GetProperty("expected").GetDouble());
    }

    private static string Run(int day) => $"{new RunId(First.AddDays(day), 1)}";

    private async Task PlayAsync(int day)
    {
        using var extract = new MemoryStream();
        await Telco.WriteExtractAsync(day, extract);
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(First.AddDays(day)), extract.ToArray()));
    }

    private async Task<JsonElement> ScorecardAsync(int day, int since)
    {
        var context = new DefaultHttpContext { RequestServices = flow.Services };
        context.Request.QueryString = new QueryString($"?run={Run(day)}&since={Run(since)}");
        context.Response.Body = new MemoryStream();
        await (await flow.New<GetScorecard>().RunAsync(context.Request, default)).ExecuteAsync(context);
        context.Response.Body.Position = 0;
        return await JsonSerializer.DeserializeAsync<JsonElement>(context.Response.Body);
    }
}
