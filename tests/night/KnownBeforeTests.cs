using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ReapFunctions.Local.Reap.Generate;
using ReapFunctions.Outcomes;
using ReapFunctions.Runs;
using ReapFunctions.Scorecards;
using Xunit.Abstractions;

namespace ReapFunctions.Night.Tests;

/// <summary>The proof between two nights of the generated telco that lie sixty days apart.</summary>
public sealed class KnownBeforeTests(ITestOutputHelper output) : FlowTest
{
    private const int Customers = 3000;
    private const int Days = 60;

    private static readonly RunId First = new(new DateOnly(2026, 6, 1), 1);
    private static readonly RunId Later = new(First.Date.AddDays(Days), 1);

    [Fact]
    public async Task TheValueAtTheStartNarrowsMoneyAndTheAnswerSaysByHowMuch()
    {
        await PlayAsync(0);
        await PlayAsync(Days);

        var lines = await ProofAsync();
        var total = lines["total"].GetProperty("adjusted");
        var (narrowed, ofChange) =
            (total.GetProperty("narrowed").GetDouble(), total.GetProperty("narrowedOfChange").GetDouble());
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"theta {total.GetProperty("theta")}, narrower than the value now by {narrowed:P1}, than its change by {ofChange:P1}"));
        foreach (var (name, line) in lines)
            output.WriteLine($"{name}: {line}");
        Assert.InRange(narrowed, 0.2, 1);
        Assert.InRange(ofChange, -0.01, 1);
        Assert.Equal(Days, lines["total"].GetProperty("anytime").GetProperty("night").GetInt32());
        Assert.Contains(lines.Keys, name => name.StartsWith("segment:", StringComparison.Ordinal));
    }

    private async Task PlayAsync(int day)
    {
        using var extract = new MemoryStream();
        await new SyntheticTelco(new TelcoOptions { Labelled = true, Customers = Customers, FirstDrop = First.Date })
            .WriteExtractAsync(day, extract);
        await flow.PlayAsync(await flow.CleanAsync(LocalApp.PathOf(First.Date.AddDays(day)), extract.ToArray()));
    }

    private async Task<Dictionary<string, JsonElement>> ProofAsync()
    {
        var context = new DefaultHttpContext { RequestServices = flow.Services };
        context.Request.QueryString = new QueryString($"?run={Later}&since={First}");
        context.Response.Body = new MemoryStream();
        await (await flow.New<GetScorecard>().RunAsync(context.Request, default)).ExecuteAsync(context);
        context.Response.Body.Position = 0;
        var answer = await JsonSerializer.DeserializeAsync<JsonElement>(context.Response.Body);
        return answer.GetProperty("proof").EnumerateArray().ToDictionary(line => line.GetProperty("name").GetString()!);
    }
}
