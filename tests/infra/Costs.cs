using System.Globalization;
using System.Text.Json;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>
/// The cost table of the guide, computed: what the largest measured night counted (night-counts.json), in proportion to the
/// customers, times the prices (prices.json).
/// </summary>
internal static class Costs
{
    private const double Gb = 1e9;

    /// <summary>Bytes of a log record as the workspace bills it: an assumption, the guide says so.</summary>
    private const double LogRecord = 1000;

    private const int NightsAMonth = 30;
    private const int DaysAYear = 365;

    private static readonly long[] Sizes = [100_000, 1_000_000, 10_000_000];
    private static readonly JsonElement Prices = Json("infra/azure/prices.json");
    private static readonly JsonElement Night =
        Json("infra/azure/night-counts.json").GetProperty("nights").EnumerateArray()
            .MaxBy(night => night.GetProperty("customers").GetInt64());

    /// <summary>The rows of the table, as the guide must have them.</summary>
    public static IReadOnlyList<string> Rows()
    {
        var night = NightItems().ToList();
        var kept = KeptItems().ToList();
        return
        [
            .. night.Select(item => Row(item.Name, item.Counted, size => item.Cost * Share(size))),
            Row("**a night**", "", size => night.Sum(item => item.Cost) * Share(size)),
            .. kept.Select(item => Row(item.Name, item.Counted, size => item.Cost * Share(size))),
            Row("alerts, a month", $"{Rules("PT5M") + Rules("PT1H")} log rules, 1 metric rule", _ => Alerts),
            Row("**a month of 30 nights**", "",
                size => (night.Sum(item => item.Cost) * NightsAMonth + kept.Sum(item => item.Cost)) * Share(size) + Alerts),
        ];
    }

    /// <summary>
    /// What a million answers to agents cost: executions, reads of tables, logs (of the request and of the function).
    /// </summary>
    public static string Answers =>
        $"{Text(Price("functions", "millionExecutions"), "N2")} + "
            + $"{Text(3 * 100 * Price("tables", "tenThousandTransactions"), "N2")} + "
            + $"{Text(2 * LogRecord * 1e6 / Gb * Price("logs", "gb"), "N2")}";

    /// <summary>What a night of the largest measured size costs, by meter.</summary>
    private static IEnumerable<(string Name, string Counted, double Cost)> NightItems()
    {
        var seconds = Night.GetProperty("steps").EnumerateArray()
            .Sum(step => step.GetProperty("toSecond").GetDouble() - step.GetProperty("fromSecond").GetDouble());
        var gbSeconds = seconds * DefaultOf("instanceMemory") / 1024;
        yield return Item("computing", gbSeconds, "GB-seconds", Price("functions", "gbSecond"));
        yield return Item("executions", Number("executions"), "", Price("functions", "millionExecutions") / 1e6);
        yield return Item(
            "transactions with tables", Requests("tables", "all"), "", Price("tables", "tenThousandTransactions") / 1e4);
        yield return Item(
            "blobs: writes, lists", Requests("blobs", "writes")
            + Requests("blobs", "lists"), "", Price("blobs", "tenThousandWrites") / 1e4);
        yield return Item(
            "blobs: reads, others", Requests("blobs", "reads")
            + Requests("blobs", "others"), "", Price("blobs", "tenThousandReads") / 1e4);
        yield return Item("operations on queues", Requests("queues", "all"), "", Price("queues", "tenThousandOperations") / 1e4);
        yield return Item("logs", (Number("logLines") + Number("executions")) * LogRecord / 1e6, "MB", Price("logs", "gb") / 1e3);
    }

    /// <summary>What a month costs to keep, once as many nights have passed as are kept.</summary>
    private static IEnumerable<(string Name, string Counted, double Cost)> KeptItems()
    {
        var runs = DefaultOf("keepRuns");
        yield return Item($"tables of {runs} runs, a month", runs * Number("tableBytes") / Gb, "GB", Price("tables", "gbMonth"));
        var deleted = Days("softDeleteDays");
        var days = new Dictionary<string, int>
        {
            ["extracts"] = Days("extractDays") + deleted,
            ["clean"] = Days("cleanDays") + deleted,
            ["details"] = Days("detailDays") + deleted,
            ["enquiries"] = Days("detailDays") + deleted,
            ["scored"] = runs + deleted,
            ["lists"] = runs + deleted,
            ["receipts"] = DaysAYear,
            ["scorecards"] = DaysAYear,
        };
        var bytes = Night.GetProperty("blobBytes").EnumerateObject()
            .Sum(container => container.Value.GetDouble() * days[container.Name]);
        yield return Item("blobs, a month", bytes / Gb, "GB", Price("blobs", "gbMonth"));
    }

    private static double Alerts =>
        Rules("PT5M") * Price("alerts", "fiveMinuteRule") + Rules("PT1H") * Price("alerts", "hourlyRule")
        + Price("alerts", "metricRule");

    private static int Rules(string every) =>
        Deployment.Default.Of("Microsoft.Insights/scheduledQueryRules")
            .Count(rule => rule.Text("properties.evaluationFrequency") == every);

    private static (string Name, string Counted, double Cost) Item(string name, double counted, string unit, double price) =>
        (name, $"{Text(counted, counted < 100 && unit.Length > 0 ? "0.0" : "N0")} {unit}".TrimEnd(), counted * price);

    private static double Share(long customers) => customers / Number("customers");

    private static string Row(string name, string counted, Func<long, double> cost) =>
        $"| {name} | {counted} | "
            + $"{string.Join(" | ", Sizes.Select(size => Text(cost(size), cost(size) < 1 ? "0.0000" : "N2")))} |";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Number(string name) => Night.GetProperty(name).GetDouble();

    private static double Requests(string service, string kind) =>
        Night.GetProperty("requests").GetProperty(service).GetProperty(kind).GetDouble();

    private static double Price(string group, string name) => Prices.GetProperty(group).GetProperty(name).GetDouble();

    private static int DefaultOf(string parameter) => int.Parse(Template.Main.Parameters[parameter].Default!);

    private static int Days(string parameter) => int.Parse(Template.Of("storage").Parameters[parameter].Default!);

    private static JsonElement Json(string path) => JsonDocument.Parse(DeployedFiles.Read(path)).RootElement;
}
