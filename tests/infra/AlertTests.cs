using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>Alerts and the workbook: what they look for is what the code logs or the platform measures.</summary>
public partial class AlertTests
{
    private const string Folder = "infra/azure/queries";

    /// <summary>
    /// Tables of Application Insights, and those of resource logs with the category that must be collected for them.
    /// </summary>
    private static readonly Dictionary<string, string?> Tables = new()
    {
        ["AppTraces"] = null,
        ["AppRequests"] = null,
        ["AppExceptions"] = null,
        ["AppDependencies"] = null,
        ["StorageQueueLogs"] = "StorageWrite",
    };

    /// <summary>From "Supported metrics" in Microsoft's documentation.</summary>
    private static readonly Dictionary<string, string[]> PlatformMetrics = new()
    {
        ["Microsoft.EventGrid/systemTopics"] = [
            "DroppedEventCount", "DeadLetteredCount", "DeliveryAttemptFailCount", "DeliverySuccessCount"],
    };

    public static TheoryData<string> Queries => [.. DeployedFiles.Files(Folder, "*.kql")];

    [Theory]
    [MemberData(nameof(Queries))]
    public void AQueryLooksForMessagesThatTheCodeLogs(string path)
    {
        var query = DeployedFiles.Read(path);
        var announced = Announced(query);
        Assert.All(
            announced, message =>
            Assert.True(CodeFacts.LogMessages.Contains(message), $"functions/ logs nothing like '{message}'"));
        Assert.Equal(
            announced.Select(CodeFacts.Pattern).Order(StringComparer.Ordinal), Patterns(query).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void AQueryReadsValuesThatItsMessageHas(string path)
    {
        var query = DeployedFiles.Read(path);
        var values = Announced(query).SelectMany(CodeFacts.Placeholders).ToHashSet();
        Assert.All(PropertyRead().Matches(query).Select(match => match.Groups[1].Value), value => Assert.Contains(value, values));
    }

    [BicepTheory]
    [MemberData(nameof(Queries))]
    public void AQueryReadsATableThatIsFilled(string path)
    {
        var tables = Table().Matches(DeployedFiles.Read(path)).Select(match => match.Value).ToList();
        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Contains(table, Tables.Keys));
        var collected = Deployment.Default.Only("Microsoft.Insights/diagnosticSettings").Items("properties.logs")
            .Select(log => log.Text("category"));
        Assert.All(tables.Select(table => Tables[table]).OfType<string>(), category => Assert.Contains(category, collected));
    }

    // With the parameters as they are shipped a query is asked as its file has it.
    [BicepFact]
    public void EveryQueryIsAnAlertAndEveryAlertAQuery() =>
        Assert.Equal(
            DeployedFiles.Files(Folder, "*.kql").Select(DeployedFiles.Read).Order(StringComparer.Ordinal), Rules().Select(Query)
            .Order(StringComparer.Ordinal));

    [BicepTheory]
    [MemberData(nameof(Queries))]
    public void AnAlertIsNamedLikeItsQuery(string path)
    {
        var rule = Rules().Single(rule => Query(rule) == DeployedFiles.Read(path));
        Assert.EndsWith("-" + Path.GetFileNameWithoutExtension(path), rule.Name, StringComparison.Ordinal);
    }

    [BicepFact]
    public void QueriesDoNotLookBackFurtherThanTheirWindow() =>
        Assert.All(Rules(Deployment.Everything), rule => Assert.All(
            Ago().Matches(Query(rule)).Select(match => TimeSpan.FromHours(int.Parse(match.Groups[1].Value))),
            ago => Assert.InRange(
                ago, TimeSpan.FromHours(1), XmlConvert.ToTimeSpan(rule.Text("properties.windowSize")!) - TimeSpan.FromHours(1))));

    [BicepFact]
    public void EveryAlertTellsTheSamePeople()
    {
        var people = Deployment.Default.Only("Microsoft.Insights/actionGroups").Id;
        Assert.All(Rules(), rule => Assert.Equal([people], rule.At("properties.actions")!.Value.Texts("actionGroups")));
        Assert.Equal(people, Lost().Items("properties.actions").Single().Text("actionGroupId"));
    }

    [BicepFact]
    public void MetricAlertsNameMetricsOfThePlatform()
    {
        var criterion = Lost().Items("properties.criteria.allOf").Single();
        Assert.Contains(criterion.Text("metricName"), PlatformMetrics[criterion.Text("metricNamespace")!]);
        Assert.Contains(
            Deployment.Default.Of(criterion.Text("metricNamespace")!), topic =>
            Lost().At("properties")!.Value.Texts("scopes").Contains(topic.Id));
    }

    [Fact]
    public void TheWorkbookLooksForMessagesThatTheCodeLogs()
    {
        var known = CodeFacts.LogMessages.Select(CodeFacts.Pattern).ToHashSet();
        var queries = WorkbookQueries();
        Assert.NotEmpty(queries);
        Assert.All(queries.SelectMany(Patterns), pattern => Assert.Contains(pattern, known));
        Assert.All(
            queries.SelectMany(query => Table().Matches(query)).Select(match => match.Value), table =>
            Assert.Contains(table, Tables.Keys));
    }

    [Fact]
    public void APatternMatchesTheMessageWithAndWithoutItsValues()
    {
        var pattern = CodeFacts.Pattern("Run {Run} (of {Date}) is {State}.");
        Assert.Matches(pattern, "Run {Run} (of {Date}) is {State}.");
        Assert.Matches(pattern, "Run 2026-11-21.1 (of 2026-11-21) is open.");
        Assert.DoesNotMatch(pattern, "Run 2026-11-21.1 of 2026-11-21 is open.");
    }

    private static List<string> Announced(string query) =>
        [.. LogLine().Matches(query).Select(match => match.Groups[1].Value.Trim())];

    private static List<string> Patterns(string query) => [.. Pattern().Matches(query).Select(match => match.Groups[1].Value)];

    private static IEnumerable<Resource> Rules(Deployment? deployment = null) =>
        (deployment ?? Deployment.Default).Of("Microsoft.Insights/scheduledQueryRules");

    private static Resource Lost() => Deployment.Default.Only("Microsoft.Insights/metricAlerts");

    private static string Query(Resource rule) => rule.Items("properties.criteria.allOf").Single().Text("query")!;

    private static List<string> WorkbookQueries() =>
        [.. JsonDocument.Parse(DeployedFiles.Read("infra/azure/night.workbook.json")).RootElement.GetProperty("items")
            .EnumerateArray()
            .Select(item => item.GetProperty("content")).Where(content => content.TryGetProperty("query", out _))
                .Select(content => content.GetProperty("query").GetString()!)];

    [GeneratedRegex("^// Log: (.+)$", RegexOptions.Multiline)]
    private static partial Regex LogLine();

    [GeneratedRegex("matches regex @'([^']+)'")]
    private static partial Regex Pattern();

    [GeneratedRegex("\\bProperties\\.(\\w+)")]
    private static partial Regex PropertyRead();

    [GeneratedRegex("\\b(App[A-Z]\\w+|Storage\\w+Logs)\\b")]
    private static partial Regex Table();

    [GeneratedRegex("ago\\((\\d+)h\\)")]
    private static partial Regex Ago();
}
