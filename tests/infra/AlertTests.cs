using System.Text.Json;
using System.Text.RegularExpressions;
using ReapFunctions.Infra.Tests.Bicep;

namespace ReapFunctions.Infra.Tests;

/// <summary>Alerts and the workbook: what they look for is what the code logs or the platform measures.</summary>
public partial class AlertTests
{
    private const string Folder = "infra/azure/queries";
    private const string Alerts = "infra/azure/modules/alerts.bicep";

    /// <summary>Tables of Application Insights, and those of resource logs with the category that must be collected for them.</summary>
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
        ["Microsoft.EventGrid/systemTopics"] = ["DroppedEventCount", "DeadLetteredCount", "DeliveryAttemptFailCount", "DeliverySuccessCount"],
    };

    public static TheoryData<string> Queries => [.. Repository.Files(Folder, "*.kql")];

    [Theory]
    [MemberData(nameof(Queries))]
    public void AQueryLooksForMessagesThatTheCodeLogs(string path)
    {
        var query = Repository.Read(path);
        var announced = Announced(query);
        Assert.All(announced, message => Assert.True(CodeFacts.LogMessages.Contains(message), $"functions/ logs nothing like '{message}'"));
        Assert.Equal(announced.Select(CodeFacts.Pattern).Order(StringComparer.Ordinal), Patterns(query).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void AQueryReadsValuesThatItsMessageHas(string path)
    {
        var query = Repository.Read(path);
        var values = Announced(query).SelectMany(CodeFacts.Placeholders).ToHashSet();
        Assert.All(PropertyRead().Matches(query).Select(match => match.Groups[1].Value), value => Assert.Contains(value, values));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void AQueryReadsATableThatIsFilled(string path)
    {
        var tables = Table().Matches(Repository.Read(path)).Select(match => match.Value).ToList();
        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Contains(table, Tables.Keys));
        var collected = Texts(BicepFile.Of("infra/azure/modules/storage.bicep"));
        Assert.All(tables.Select(table => Tables[table]).OfType<string>(), category => Assert.Contains(category, collected));
    }

    [Fact]
    public void EveryQueryIsAnAlertAndEveryAlertAQuery()
    {
        var loaded = Texts(BicepFile.Of(Alerts)).Where(text => text.EndsWith(".kql", StringComparison.Ordinal)).Select(text => "infra/azure/" + text[3..]);
        Assert.Equal(Repository.Files(Folder, "*.kql"), loaded.Order(StringComparer.Ordinal));
    }

    // A replacement that finds nothing to replace would go unnoticed.
    [Fact]
    public void WhatParametersReplaceStandsInTheQuery()
    {
        var replacements = Replacement().Matches(Repository.Read(Alerts));
        Assert.NotEmpty(replacements);
        Assert.All(replacements, match => Assert.Contains(match.Groups[2].Value, Repository.Read($"{Folder}/{match.Groups[1].Value}"), StringComparison.Ordinal));
    }

    [Fact]
    public void QueriesDoNotLookBackFurtherThanTheirWindow() =>
        Assert.All(Repository.Files(Folder, "*.kql"), path => Assert.All(
            Ago().Matches(Repository.Read(path)).Select(match => int.Parse(match.Groups[1].Value)), hours => Assert.InRange(hours, 1, 47)));

    [Fact]
    public void MetricAlertsNameMetricsOfThePlatform()
    {
        var text = Repository.Read(Alerts);
        var metrics = Metric().Matches(text);
        Assert.NotEmpty(metrics);
        Assert.All(metrics, match => Assert.Contains(match.Groups[2].Value, PlatformMetrics[match.Groups[1].Value]));
    }

    [Fact]
    public void TheWorkbookLooksForMessagesThatTheCodeLogs()
    {
        var known = CodeFacts.LogMessages.Select(CodeFacts.Pattern).ToHashSet();
        var queries = WorkbookQueries();
        Assert.NotEmpty(queries);
        Assert.All(queries.SelectMany(Patterns), pattern => Assert.Contains(pattern, known));
        Assert.All(queries.SelectMany(query => Table().Matches(query)).Select(match => match.Value), table => Assert.Contains(table, Tables.Keys));
    }

    [Fact]
    public void APatternMatchesTheMessageWithAndWithoutItsValues()
    {
        var pattern = CodeFacts.Pattern("Run {Run} (of {Date}) is {State}.");
        Assert.Matches(pattern, "Run {Run} (of {Date}) is {State}.");
        Assert.Matches(pattern, "Run 2026-11-21.1 (of 2026-11-21) is open.");
        Assert.DoesNotMatch(pattern, "Run 2026-11-21.1 of 2026-11-21 is open.");
    }

    private static List<string> Announced(string query) => [.. LogLine().Matches(query).Select(match => match.Groups[1].Value.Trim())];

    private static List<string> Patterns(string query) => [.. Pattern().Matches(query).Select(match => match.Groups[1].Value)];

    private static HashSet<string> Texts(BicepFile file) => [.. file.Tokens.Where(token => token.Kind is TokenKind.Text).Select(token => token.Text)];

    private static List<string> WorkbookQueries() =>
        [.. JsonDocument.Parse(Repository.Read("infra/azure/night.workbook.json")).RootElement.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("content")).Where(content => content.TryGetProperty("query", out _)).Select(content => content.GetProperty("query").GetString()!)];

    [GeneratedRegex("^// Log: (.+)$", RegexOptions.Multiline)]
    private static partial Regex LogLine();

    [GeneratedRegex("matches regex @'([^']+)'")]
    private static partial Regex Pattern();

    [GeneratedRegex("\\bProperties\\.(\\w+)")]
    private static partial Regex PropertyRead();

    [GeneratedRegex("\\b(App[A-Z]\\w+|Storage\\w+Logs)\\b")]
    private static partial Regex Table();

    [GeneratedRegex("replace\\(loadTextContent\\('\\.\\./queries/([\\w-]+\\.kql)'\\), '([^']+)'")]
    private static partial Regex Replacement();

    [GeneratedRegex("ago\\((\\d+)h\\)")]
    private static partial Regex Ago();

    [GeneratedRegex("metricNamespace: '([^']+)'\\s+metricName: '([^']+)'")]
    private static partial Regex Metric();
}
