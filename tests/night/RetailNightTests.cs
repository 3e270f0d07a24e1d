using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using ReapFunctions.Runs;
using ReapFunctions.Storage;
using ReapFunctions.Tests;

namespace ReapFunctions.Night.Tests;

/// <summary>Nights of a portfolio that has no source of customers: they are derived from the invoices.</summary>
public class RetailNightTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("REAP_LONG") == "1";

    private static readonly Dictionary<string, string> Settings = new() { ["Reap__Buckets"] = "2" };

    [Fact]
    public async Task CustomersAreThoseWhoBoughtAndAreWorthWhatTheySpent()
    {
        var shop = new ShopInvoices(customers: 120);
        await using var local = await LocalApp.OpenAsync(portfolio: "retail", settings: Settings);
        for (var day = 0; day < 3; day++)
        {
            var date = ShopInvoices.FirstDay.AddDays(day);
            await local.UploadAsync(PathOf(date), ShopInvoices.ToCsv(shop.LinesOf(day), date));
            await local.PublishedAsync(new RunId(date, 1));
        }

        var last = new RunId(ShopInvoices.FirstDay.AddDays(2), 1);
        var lines = Enumerable.Range(0, 3).SelectMany(shop.LinesOf).Where(line => line.Customer is not null).ToList();
        var spent = lines.GroupBy(line => line.Customer!.Value).ToDictionary(
            customer =>
                customer.Key.ToString(CultureInfo.InvariantCulture), customer =>
                customer.Sum(line => line.Quantity * line.Price));
        Assert.Equal(spent.Keys.Order(), (await RecordsAsync(local, last, RecordKind.Offers)).Select(CustomerOf).Order());
        var worth = (await RecordsAsync(local, last, RecordKind.Value)).ToDictionary(CustomerOf, record => record);
        Assert.All(
            spent, customer => Assert.Equal((double)customer.Value, worth[customer.Key].GetDouble("Revenue")!.Value, 0.01));
        var read = (await RunAsync(local, last))["details"]![0]!;
        Assert.Equal(shop.LinesOf(2).Count(line => line.Customer is not null), (int)read["rows"]!);
        Assert.Equal(lines.Count, (int)read["rows"]! + (int)read["earlierRows"]!);
        Assert.Equal(0, (int)read["withoutCustomer"]!);
        var answer = await local.GetAsync($"api/customers/{spent.Keys.First()}/prompts?channel=email");
        Assert.NotEmpty(answer["prompts"]!.AsArray());
        Assert.Empty(await PoisonQueues.WithMessagesAsync(local.Storage));
    }

    [SharedDataFact]
    public async Task ThePublicInvoicesRunNightByNight()
    {
        var files = Directory.GetFiles(SharedData.File("online_retail", "by-day")).Order(StringComparer.Ordinal).Take(IsLong
            ? 1000
            : 4).ToList();
        await using var local = await LocalApp.OpenAsync(portfolio: "retail", settings: Settings);
        var customers = new HashSet<string>();
        var run = new RunId();
        foreach (var file in files)
        {
            run = new RunId(
                DateOnly.ParseExact(Path.GetFileNameWithoutExtension(file), "yyyy-MM-dd", CultureInfo.InvariantCulture), 1);
            await local.UploadAsync(PathOf(run.Date), await File.ReadAllBytesAsync(file));
            await local.PublishedAsync(run);
            customers.UnionWith(CustomersIn(file));
        }

        Assert.Equal(customers.Count, (int)(await RunAsync(local, run))["customers"]!);
        Assert.Equal(customers.Count, (await RecordsAsync(local, run, RecordKind.Risk)).Count);
        if (IsLong)
            await LearnsWhoComesBackAsync(local);
    }

    /// <summary>With a year of nights there is a history to learn from.</summary>
    private static async Task LearnsWhoComesBackAsync(LocalApp local)
    {
        (await local.Http.PostAsync("api/models/train", null)).EnsureSuccessStatusCode();
        JsonNode? churn = null;
        await local.UntilAsync("churn is trained", async () =>
        {
            churn = (await local.GetAsync("api/models"))["models"]![0];
            return (bool)churn!["champion"]!;
        });
        Assert.InRange((double)churn!["card"]!["holdOut"]!["auc"]!, 0.7, 0.95);
    }

    private static string PathOf(DateOnly date) => $"invoices/{date:yyyy-MM-dd}/invoices.csv";

    /// <summary>The last cell but one of each line; the descriptions before it may hold commas.</summary>
    private static IEnumerable<string> CustomersIn(string file) =>
        File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(cells => cells[^2])
            .Where(id => id.EndsWith(".0", StringComparison.Ordinal));

    private static async Task<JsonNode> RunAsync(LocalApp local, RunId run) =>
        (await local.GetAsync("api/runs"))["runs"]!.AsArray().First(found => (string?)found!["run"] == run.ToString())!;

    private static string CustomerOf(TableEntity record) => record.GetString("CustomerId");

    private static async Task<List<TableEntity>> RecordsAsync(LocalApp local, RunId run, RecordKind kind)
    {
        var records = new List<TableEntity>();
        await foreach (var entity in new TableClient(local.Storage, run.Table(kind)).QueryAsync<TableEntity>())
            records.Add(entity);
        return records;
    }
}
