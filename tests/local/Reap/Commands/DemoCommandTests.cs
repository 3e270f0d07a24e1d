using System.Text.Json.Nodes;
using ReapFunctions.Local.Reap;

namespace ReapFunctions.Local.Tests.Reap.Commands;

public sealed class DemoCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("reap-tests-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task TheDemoPublishesTwoNightsAndShowsWhatCameOfThem()
    {
        var summary = Path.Combine(folder, "summary.json");

        var reaped = await ReapResult.RunAsync("demo", "--customers", "1500", "--date", "2026-11-21", "--json", summary);

        Assert.True(reaped.Code == ExitCode.Ok, reaped.Output);
        foreach (var section in new[] { "Receipts", "Top reject reasons", "Rows of invoices in run 2026-11-21.1",
            "without a customer", "Models", "value decile", "GET /api/customers/", "GET /api/lists/", "REAP scorecard",
            "Since 2026-11-20.1", "/decisions?channel=call", "Value migration", "Best split of 10,000 EUR",
            "no use of the budget can bring more than", "Root causes of dissatisfaction", "Planted was: speed",
            "GET /api/recovery", "Why customers left", "GET /api/winback", "GET /api/enquiries",
            "against the control group", "Simulated:", "Declared:", "Timings", "Where to look next" })
            Assert.Contains(section, reaped.Output, StringComparison.Ordinal);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(summary))!;
        Assert.Equal("2026-11-21.1", json["run"]!.GetValue<string>());
        Assert.True(json["published"]!.GetValue<bool>());
        Assert.Equal(
            ["customers", "invoices", "holdings", "interactions", "complaints", "enquiries"], json["receipts"]!.AsArray()
                .Select(receipt => receipt!["source"]!.GetValue<string>()).Distinct());
        Assert.Equal(18, json["receipts"]!.AsArray().Count);
        Assert.Equal(
            ["churn", "broadband", "tv", "security", "roaming"], json["models"]!.AsArray()
            .Select(model => model!["target"]!.GetValue<string>()));
    }

    [Fact]
    public async Task ARefusedExtractEndsWith1AndTheSentenceOfItsReceipt()
    {
        var extract = Path.Combine(folder, "wrong.csv");
        await File.WriteAllTextAsync(extract, "customerId;segment\nC1;consumer\n");

        var reaped = await ReapResult.RunAsync("demo", "--extract", extract, "--source", "customers");

        Assert.Equal(ExitCode.FailedNight, reaped.Code);
        Assert.Contains("refused", reaped.Output, StringComparison.Ordinal);
        Assert.Contains("delimiter", reaped.Output, StringComparison.Ordinal);
    }
}
