using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests;

/// <summary>The proof between two nights of the generated telco.</summary>
public sealed class ProofNightTests(ITestOutputHelper output) : FlowTest
{
    private const int Customers = 3000;
    private const int Days = 60;
    private const int Replies = 300;

    private static readonly RunId First = new(new DateOnly(2026, 6, 1), 1);

    [Fact]
    public async Task TheValueAtTheStartNarrowsMoneyAndTheAnswerSaysByHowMuch()
    {
        await PlayAsync(0);
        await PlayAsync(Days);

        var lines = await ProofAsync(Days);
        var total = lines["total"].GetProperty("adjusted");
        var (narrowed, ofChange) =
            (total.GetProperty("narrowed").GetDouble(), total.GetProperty("narrowedOfChange").GetDouble());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"theta {total.GetProperty("theta")}, narrower than value now by {narrowed:P1}, than its change by {ofChange:P1}"));
        output.WriteLine($"{lines["total"]}");
        Assert.InRange(narrowed, 0.2, 1);
        Assert.InRange(ofChange, -0.01, 1);
        Assert.Equal(Days, lines["total"].GetProperty("anytime").GetProperty("night").GetInt32());
        Assert.Contains(lines.Keys, name => name.StartsWith("segment:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RepliesThatComeLaterAreInThePerProtocolOfTheSameComparison()
    {
        await PlayAsync(0);
        await PlayAsync(1);
        Assert.False((await ProofAsync(1))["total"].TryGetProperty("perProtocol", out _));

        for (var customer = 0; customer < Replies; customer++)
            await ReplyAsync(customer);
        var total = (await ProofAsync(1))["total"];

        var protocol = total.GetProperty("perProtocol");
        Assert.InRange(protocol.GetProperty("contacted").GetInt64(), Replies / 3, Replies);
        Assert.InRange(
            protocol.GetProperty("control").GetInt64(), total.GetProperty("control").GetInt64() * 2 / 3,
            total.GetProperty("control").GetInt64() - 1);
    }

    private async Task ReplyAsync(int customer) => await flow.Get<OutcomeStore>().AddAsync(
        new OutcomeRecord
        {
            CustomerId = Telco.IdOf(customer),
            OutcomeId = $"{customer}",
            At = new DateTimeOffset(First.Date.ToDateTime(new TimeOnly(9, 0)), TimeSpan.Zero),
            Offer = "broadband",
            Group = "broadband",
            Reply = Reply.Declined,
            Run = $"{First}",
        },
        default);

    private static SyntheticTelco Telco =>
        new(new TelcoOptions { Labelled = true, Customers = Customers, FirstDrop = First.Date });

    private async Task PlayAsync(int day)
    {
        using var extract = new MemoryStream();
        await Telco.WriteExtractAsync(day, extract);
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(First.Date.AddDays(day)), extract.ToArray()));
    }

    private async Task<Dictionary<string, JsonElement>> ProofAsync(int day)
    {
        var context = new DefaultHttpContext { RequestServices = flow.Services };
        context.Request.QueryString = new QueryString($"?run={new RunId(First.Date.AddDays(day), 1)}&since={First}");
        context.Response.Body = new MemoryStream();
        await (await flow.New<GetScorecard>().RunAsync(context.Request, default)).ExecuteAsync(context);
        context.Response.Body.Position = 0;
        var answer = await JsonSerializer.DeserializeAsync<JsonElement>(context.Response.Body);
        return answer.GetProperty("proof").EnumerateArray().ToDictionary(line => line.GetProperty("name").GetString()!);
    }
}
